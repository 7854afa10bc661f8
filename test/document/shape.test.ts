import { describe, expect, it } from "vitest";
import { blocks, resolve } from "./resolve.js";

const read = (text: string): { told: string[]; nodes: string } => {
  const { tree, diagnostics } = resolve(
    { "chapters/01-a.md": `---\ntitle: A\n---\n\n${text}\n` },
    { values: { rows: [{ name: "a" }] } },
  );
  return {
    told: diagnostics.map(({ rule, place }) => `${place?.start.line}:${place?.start.column} ${rule}`),
    nodes: blocks(tree.chapters[0]?.children ?? []).join("\n"),
  };
};
const nested = (depth: number, mark: string): string =>
  Array.from({ length: depth }, (_, n) => `${" ".repeat(n * mark.length)}${mark}level ${n + 1}`).join("\n");

describe("what is too deep is refused, and all of what isn't is printed", () => {
  it.each([["- "], ["1. "], ["* "]])("lists of %s", (mark) => {
    for (const depth of [2, 12, 20]) {
      const { told, nodes } = read(nested(depth, mark));
      expect(told).toEqual([]);
      for (let n = 1; n <= depth; n++) expect(nodes).toContain(`p level ${n}`);
    }
    for (const depth of [21, 60, 120, 300])
      expect(read(nested(depth, mark)).told, `${depth}`).toEqual([expect.stringMatching(/prose\/too-deep$/)]);
  });

  it("quotations", () => {
    expect(read(`${"> ".repeat(15)}deep`)).toMatchObject({ told: [], nodes: expect.stringContaining("p deep") });
    expect(read(`${"> ".repeat(60)}deep`).told).toEqual(["5:1 prose/too-deep"]);
  });

  it("marks", () => {
    const marks = (depth: number): string => `${"*a **b ".repeat(depth / 2)}x${"** c* ".repeat(depth / 2)}`;
    expect(read(marks(10)).told).toEqual([]);
    for (const depth of [100, 1000]) expect(read(marks(depth)).told).toEqual(["5:1 prose/too-deep"]);
  });
});

describe("a row with more cells than its head", () => {
  it.each([
    ["| a | b |\n| --- | --- |\n| 1 | 2 | 3 |", "7:10"],
    ["a | b\n--- | ---\n1 | 2 | 3", "7:8"],
    ["| a |\n| --- |\n| 1 |\n| 2 | 3 | 4 |", "8:6"],
    ["> | a |\n> | --- |\n> | 1 | 2 |", "7:8"],
    ["| a |\n| --- |\n{{#each rows}}\n| {{text name}} | b |\n{{/each}}", "8:18"],
  ])("%s is told", (text, place) => {
    expect(read(text).told).toEqual([`${place} prose/table`]);
  });

  it.each([
    "| a | b |\n| --- | --- |\n| 1 |",
    "| a | b |\n| --- | --- |\n| 1 \\| 2 | 3 |",
    "| a | b |\n| --- | --- |\n| `x \\| y` | 3 |",
    "| a | b |\n| --- | --- |\n| 1 | 2 | |",
    "| a |\n| --- |\n{{#each rows as |row|}}\n| {{text row.name}} |\n{{/each}}",
    "a | b\n--- | ---\n1 | 2",
  ])("%s is none", (text) => {
    expect(read(text).told).toEqual([]);
  });
});

it("code that is run leaves no empty quotation and no empty item", () => {
  const block = (id: string): string => `\`\`\`ts {#${id}}\nconst ${id} = 1;\n\`\`\``;
  const inside = (prefix: string, text: string): string => text.replace(/^/gm, prefix);
  expect(read(inside("> ", block("a"))).nodes).toBe("code compute a");
  expect(read(inside("> ", `Said.\n\n${block("a")}`)).nodes).toBe("quote\n  p Said.\n  code compute a");
  expect(read(`1. ${inside("   ", block("a")).trimStart()}\n2. two`).nodes).toMatch(
    /^code compute a\nol from 1(?:, loose)?\n {2}li\n {4}p two$/,
  );
  expect(read(`- one\n- ${inside("  ", block("a")).trimStart()}`).nodes).toMatch(
    /^ul(?:, loose)?\n {2}li\n {4}p one\n {4}code compute a$/,
  );
});
