import { describe, expect, it } from "vitest";
import { BlockText } from "../../../src/notebook/analyse/block-text.js";
import { declaredNames } from "../../../src/notebook/analyse/names.js";
import { parseBlock } from "../../../src/notebook/analyse/parse.js";
import { type Walked, walk } from "../../../src/notebook/analyse/walk.js";
import { analyseText, blocksOf, checkFixtures } from "./fixtures.js";

function walkText(code: string): { walked: Walked; text: BlockText } {
  const [block] = blocksOf(code);
  if (!block) throw new Error("no block");
  const text = new BlockText(block);
  const parsed = parseBlock(text);
  if ("errors" in parsed) throw new Error(parsed.errors.map(({ message }) => message).join("; "));
  return { walked: walk(parsed.program), text };
}

const line = (label: string, names: Iterable<string>): string[] => {
  const list = [...new Set(names)];
  return list.length === 0 ? [] : [`${label}: ${list.join(", ")}`];
};

describe("names a block declares and uses", () => {
  checkFixtures("test/notebook/analyse/fixtures/names.txt", (code) => {
    const { walked, text } = walkText(code);
    const declared = declaredNames(walked, text);
    return [
      ...line(
        "declares",
        declared.filter(({ kind }) => kind !== "type").map(({ name }) => name),
      ),
      ...line(
        "types",
        declared.filter(({ kind }) => kind === "type").map(({ name }) => name),
      ),
      ...line(
        "free",
        walked.references.filter(({ scope, name }) => !scope.find(name)).map(({ name }) => name),
      ),
      ...line(
        "free in types",
        walked.typeUses.filter(({ scope, name }) => !scope.findType(name) && !scope.find(name)).map(({ name }) => name),
      ),
      ...line(
        "refused",
        walked.refusals.map(({ what }) => what),
      ),
      ...(walked.isAsync ? ["waits"] : []),
      ...(walked.hasTypes ? ["has types"] : []),
    ].join("\n");
  });
});

describe("weird input", () => {
  const inputs: [string, string][] = [
    ["nothing", ""],
    ["a byte order mark", "\uFEFFconst a = 1"],
    ["nul characters", "const a = '\0';\0"],
    ["half a surrogate pair", "const a = '\uD83D';"],
    ["brackets without end", "(".repeat(100_000)],
    ["braces", `${"{".repeat(5000)}${"}".repeat(5000)}`],
    ["negations without end", `${"!".repeat(39_000)}a`],
    ["negations, many", `const b = ${"!".repeat(4_900)}true`],
    ["a very long sum", `const a = ${"1+".repeat(2_400)}1`],
    ["arrows without end", `const f = ${"a=>".repeat(1_600)}1`],
    ["loops in loops", `${"for(;;)".repeat(5_600)};`],
    ["objects in conditionals", `const x = ${"a?[a,b]:".repeat(4_900)}1`],
    ["types in types", `let x: ${"keyof ".repeat(800)}a;`],
    ["a million characters", "a;".repeat(500_000)],
    ["windows line ends", "const a = 1;\r\nconst b = a;\r\n"],
    ["a hashbang", "#!/usr/bin/env node\nconst a = 1;"],
    ["html comments", "<!-- a\nconst b = 1;\n--> c"],
    ["proto", "const { __proto__: p } = given; const o = { __proto__: null };"],
  ];
  for (const [title, code] of inputs)
    it(`${title} is read or refused, and never throws`, () => {
      for (const head of ["```ts {#a}", "```ts {#a .claim}", "```ts {#a .chart}", "```formula {#a}"]) {
        const program = analyseText(`${head}\n${code}\n\`\`\``);
        for (const { place } of program.diagnostics) expect(place?.start.line).toBeGreaterThan(1);
      }
    });

  it("nesting beyond a stated depth is refused where it begins to be too deep", () => {
    const nested = (n: number): string => `const a = 1;\nconst b = ${"!".repeat(n)}a;`;
    expect(analyseText("```ts {#a}\n" + nested(900) + "\n```").diagnostics).toEqual([]);
    for (const n of [1_100, 3_000, 4_900]) {
      const [found, ...more] = analyseText("```ts {#a}\n" + nested(n) + "\n```").diagnostics;
      expect(more).toEqual([]);
      expect(found).toMatchObject({ rule: "notebook/too-large", message: "the code is nested too deeply" });
      expect(found?.expected).toBe("at most 1000 operations and statements inside one another; name the steps");
      expect(found?.place?.start.line).toBe(3);
    }
  });
});
