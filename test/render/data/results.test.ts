import { describe, expect, it } from "vitest";
import type { MemoTree } from "../../../src/document/tree.js";
import { RESULTS_SCHEMA, writeResults } from "../../../src/render/data/index.js";
import { matchGolden } from "../../golden.js";
import { sampleTree } from "../sample.js";

interface Results {
  schema: number;
  outputs: Record<string, { value: unknown; restsOn: string[]; position: string }>;
  quotes: Record<string, { value: unknown; text: string }>;
}

const results = (tree: MemoTree): Results => JSON.parse(writeResults(tree)) as Results;

describe("results.json", () => {
  it("of the sample memo", () => {
    matchGolden("test/render/data/golden/results.json", writeResults(sampleTree()));
  });

  it("is the same text for the same tree, ends in a newline and has no carriage return", () => {
    const text = writeResults(sampleTree());
    expect(writeResults(sampleTree())).toBe(text);
    expect(text.endsWith("}\n")).toBe(true);
    expect(text).not.toContain("\r");
    expect(results(sampleTree()).schema).toBe(RESULTS_SCHEMA);
  });

  it("rounds outputs and quotes to two significant digits more than printed", () => {
    const { outputs, quotes } = results(sampleTree());
    expect(outputs.bandwidth_2029?.value).toBe(20.26);
    expect(outputs.added_2026?.value).toBe(18);
    expect(quotes["chapters/02-effective.md times multiples.2026 digits=1 #1"]?.value).toBe(3.53);
  });

  it("keeps an output fine enough for its tolerance", () => {
    const tree = sampleTree();
    const [output] = tree.outputs;
    if (output === undefined) throw new Error("the sample has outputs");
    const fine = { ...output, declaration: { ...output.declaration, tolerance: { relative: 1e-5 } } };
    expect(results({ ...tree, outputs: [fine] }).outputs.bandwidth_2029?.value).toBe(20.26049);
  });

  it("has the quotes of footnotes and counts the same expression in the same file", () => {
    const tree = sampleTree();
    const quote = (id: string, line: number) =>
      ({
        type: "quote-value",
        id,
        text: "1",
        expression: "number x",
        full: "1",
        value: 1,
        restsOn: [],
        place: { file: "chapters/01-supply.md", start: { line, column: 1 } },
      }) as const;
    const children = [{ type: "paragraph" as const, children: [quote("q90", 90), quote("q91", 91)] }];
    const keys = Object.keys(results({ ...tree, footnotes: [{ number: 1, children }] }).quotes);
    expect(keys).toContain("chapters/01-supply.md number x #1");
    expect(keys).toContain("chapters/01-supply.md number x #2");
  });
});
