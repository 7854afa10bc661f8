import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { Problems } from "../../src/yaml/problems.js";
import { parseYaml } from "../../src/yaml/tree.js";
import { matchGolden } from "../golden.js";

/** Slips that people make, each as a file of its own. */
const SLIPS = [
  "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> topic\nb: 3",
  "a: - 5",
  "a: -",
  "a: {b: - 5}",
  "a: {b: -, c: 1}",
  "a: [1,, 2]",
  "a: [, 1]",
  "a: {b: 1,, c: 2}",
  'a: "x" y',
  "a: 'it's'",
  'a: "say "hi""',
  "a: [1] 2",
  "a: {b: 1} c",
  "- 1\n2",
  "a: {b: 1 c: 2}",
  "a: {b: 1\nc: 2",
  "a: [1, 2\nb: 3",
  "a: [1, 2",
  "a: {b: 1]}",
  "a: [1}",
  "a: }",
  "a: |x\n  t",
  "a: | text\n  t",
  "a: >-x",
  "a: >\n\tx",
  'a: "x',
  "a: {b: 'x}",
  "a: 1\nb",
  "a: | \n x\ny",
  "a: 'x'#c",
  "a:\n  - 1\n  2",
  "a:\n  b: 1\n c: 2",
  "a:\n b: 1\n  c: 2",
  "a: b: c",
  "a: http://x: y",
  "a: @x",
  "a: `x`",
  "a: %x",
  "a: ,",
  "%x",
  "a: *",
  "a: &",
  'a: "\\d"',
  "--- a: 1",
  "---\na: 1\n---\nb: 2",
  "a:\n\tb: 1",
  "a: ! !x 1",
  "a: &x &y 1",
  '"d\n e": 2',
  `a: 1\n${"k".repeat(1100)} : 2`,
] as const;

/** What is told of a text. */
const told = (text: string): string[] => {
  const problems = new Problems("assumptions");
  parseYaml("a.yaml", text, problems);
  return problems
    .list()
    .map(({ message, expected, hint, place }) =>
      [
        `  ${place?.start.line}:${place?.start.column} ${message}`,
        ...(expected ? [`    expected ${expected}`] : []),
        ...(hint ? [`    ${hint}`] : []),
      ].join("\n"),
    );
};

it("slips in YAML are told in the words of people, not of its parser", () => {
  const all = SLIPS.map((text) => [text, told(text)] as const);
  for (const [text, found] of all) {
    expect(found.length, text).toBe(1);
    expect(found[0]?.split("\n")[0], text).not.toMatch(
      /token|indicator|scalar|sequence|flow|implicit|node|block|directive/i,
    );
  }
  matchGolden(
    fileURLToPath(new URL("golden/syntax-errors.txt", import.meta.url)),
    all.map(([text, found]) => `${JSON.stringify(text.slice(0, 40))}\n${found.join("\n")}\n`).join("\n"),
  );
});
