import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseEdited } from "../../src/yaml/edited.js";
import { Problems } from "../../src/yaml/problems.js";
import { parseYaml, type YamlNode } from "../../src/yaml/tree.js";

const FILE = "assumptions/2026-01.yaml";

/** All that a tree says, places of stretches of its texts too. */
function told(node: YamlNode | undefined): unknown {
  if (!node) return undefined;
  const { kind, place } = node;
  if (node.kind === "list") return [kind, place, node.items.map(told)];
  if (node.kind === "scalar")
    return [kind, place, node.value, node.text, node.quoted, node.within(1, 1), node.within(0, node.text.length)];
  return [
    kind,
    place,
    node.entries.map(({ key, keyPlace, value }) => [key, keyPlace, node.get(key)?.key, told(value)]),
  ];
}

const whole = (text: string): { node: YamlNode | undefined; isRight: boolean } => {
  const problems = new Problems("assumptions");
  const node = parseYaml(FILE, text, problems);
  return { node, isRight: problems.list().length === 0 };
};

const TEXT = `# A head.
version: 2026-01
title: >-
  Of two
  lines

assumptions:
  gw: # gigawatts
    add:
      value: {2025: 1, 2026: 2,
        2027: 3}
      kind: cited
      note: |
        Of lines
          with more

        and less
    rate: {value: 4 %, kind: observed}
    # between
    mix:
      - a
      - "b: c"
  sold:
    all: {value: 1}
    last:
      value: 7
      text: plain on
        two lines
# The end.
`;

test.each([
  ["a value in a flow map on lines", "2027: 3}", "2027: 35}"],
  ["a value on the key's own line", "{value: 4 %,", "{value: 45.5 %,"],
  ["a line of a text", "and less", "and much less: # no comment"],
  ["an item", '- "b: c"', "- 'd'"],
  ["the last value", "value: 7", "value: 70000"],
  ["the last line of the last entry", "    two lines", "    three lines"],
  ["a comment between", "    # between", "     # within"],
])("%s that is another: the tree is the one of the whole, and the rest is as it was", (_, from, to) => {
  const before = whole(TEXT);
  const text = TEXT.replace(from, () => to);
  const node = before.node && parseEdited(FILE, text, { text: TEXT, node: before.node });
  expect(node).toBeDefined();
  expect(told(node)).toEqual(told(whole(text).node));
  const version = (of: YamlNode | undefined) => (of?.kind === "map" ? of.get("version")?.value : undefined);
  expect(version(node)).toBe(version(before.node));
});

test.each([
  ["a key", "    add:", "    added:"],
  ["a line more", "kind: cited", "kind: cited\n      unit: GW"],
  ["what ends a map", "2027: 3}", "2027: 3"],
  ["what stands at another level", "      kind: cited", "    kind: cited"],
  ["a second document", "# The end.", "---"],
  ["a reference", "value: 7", "value: &a 7"],
  ["lines of two entries of the whole", "version: 2026-01\ntitle: >-", "version: 2026-02\ntitle: |-"],
])("%s that is another asks for the whole", (_, from, to) => {
  const { node } = whole(TEXT);
  expect(
    node &&
      parseEdited(
        FILE,
        TEXT.replace(from, () => to),
        { text: TEXT, node },
      ),
  ).toBeUndefined();
});

test("whatever letters are edited, one after the other, the tree is the one of the whole", () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return (seed >> 8) % below;
  };
  const folder = "assumptions";
  const longest = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
    .map((text) => text.split("\n").slice(0, 180).join("\n"))
    .sort((a, b) => b.length - a.length)[0];
  const letters = " 019abc:{}[],-#|>\"'?&*%!\n\t";
  let taken = 0;
  for (const start of [TEXT, longest ?? ""]) {
    let text = start;
    let before = whole(text);
    for (let n = 0; n < 250; n++) {
      const at = random(text.length);
      const letter = letters[random(letters.length)] ?? "";
      const kept = random(3) === 0 ? 1 : 0;
      const edited = text.slice(0, at) + letter + text.slice(at + (letter === "\n" || kept ? 0 : 1));
      const anew = whole(edited);
      const node = before.node && parseEdited(FILE, edited, { text, node: before.node });
      if (node) {
        taken++;
        expect({ edited, isRight: anew.isRight, told: told(node) }).toEqual({
          edited,
          isRight: true,
          told: told(anew.node),
        });
      }
      if (!anew.isRight) continue;
      text = edited;
      before = { node: node ?? anew.node, isRight: true };
    }
  }
  expect(taken).toBeGreaterThan(80);
});
