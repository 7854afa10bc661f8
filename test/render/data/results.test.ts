import { describe, expect, it } from "vitest";
import type { MemoTree } from "../../../src/document/tree.js";
import { RESULTS_SCHEMA, writeResults } from "../../../src/render/data/index.js";
import { matchGolden } from "../../golden.js";
import { sampleTree } from "../sample.js";

interface Results {
  schema: number;
  engine: string | null;
  inputs: string | null;
  figures: Record<string, { picture: string }>;
  assumptions: Record<string, { value: unknown; position: string; stale?: boolean }>;
  prose: { id: string; level: number; file: string; passages: { kind: string; tokens: unknown[] }[] }[];
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

  it("says what it was made by and from, where that is known", () => {
    const tree = sampleTree();
    expect([results(tree).engine, results(tree).inputs]).toEqual([null, undefined]);
    const origin = { engine: "1.2.3", inputs: "sha256:0", blocks: { b: "2", a: "1" } };
    const { inputs, ...stable } = origin;
    expect(results({ ...tree, origin })).toMatchObject(stable);
    expect(results({ ...tree, origin }).inputs).toBeUndefined();
    expect(JSON.parse(writeResults({ ...tree, origin }, { whole: true }))).toMatchObject({ ...stable, inputs });
  });

  it("knows a picture by its drawing, not by the words that describe it", () => {
    const svgOf = (edit: (svg: string) => string) =>
      results({
        ...sampleTree(),
        chapters: sampleTree().chapters.map((chapter) => ({
          ...chapter,
          children: chapter.children.map((node) =>
            node.type === "figure" && node.svg ? { ...node, svg: edit(node.svg) } : node,
          ),
        })),
      }).figures["fig-gw"]?.picture;
    const same = svgOf((svg) => svg);
    expect(svgOf((svg) => svg.replace(/aria-label="[^"]*"/, 'aria-label="other words"'))).toBe(same);
    expect(svgOf((svg) => svg.replace("#1f5fa8", "#000000"))).not.toBe(same);
  });

  it("has every assumption in full, and says which are stale", () => {
    const tree = sampleTree();
    const [first] = tree.register.assumptions.values();
    if (!first) throw new Error("the sample has assumptions");
    const precise = {
      ...first,
      value: 0.1234567890123456,
      shape: "scalar" as const,
      keys: [],
      low: undefined,
      high: undefined,
    };
    const assumptions = new Map([[first.id, precise]]);
    const found = (register: MemoTree["register"]) => results({ ...tree, register }).assumptions[first.id];
    expect(found({ ...tree.register, assumptions })).toMatchObject({ value: 0.1234567890123456 });
    expect(found({ ...tree.register, assumptions })?.stale).toBeUndefined();
    const limits = { asOf: "2099-01-01", staleAfter: { text: "1 month", months: 1 } };
    expect(found({ ...tree.register, ...limits, assumptions })?.stale).toBe(true);
  });

  it("has the prose by section, with footnotes where they are referred to", () => {
    const { prose } = results(sampleTree());
    expect(prose.map(({ id, level }) => `${level} ${id}`).slice(0, 3)).toEqual(["0 ", "1 supply", "2 sec-queue"]);
    const kinds = new Set(prose.flatMap(({ passages }) => passages.map(({ kind }) => kind)));
    for (const kind of [
      "subtitle",
      "paragraph",
      "footnote",
      "item",
      "row",
      "formula",
      "quote",
      "verbatim",
      "term",
      "detail",
    ])
      expect(kinds).toContain(kind);
    expect(prose[1]?.passages.map(({ kind }) => kind).slice(0, 2)).toEqual(["paragraph", "footnote"]);
    expect(prose[1]?.passages[0]?.tokens).toContainEqual({ reference: "fig-gw", text: "Figure 1" });
  });

  it("has a footnote once, however often it is referred to", () => {
    const tree = sampleTree();
    const [first] = tree.chapters;
    if (!first) throw new Error("the sample has chapters");
    const paragraph = { type: "paragraph" as const, children: [{ type: "footnoteReference" as const, number: 1 }] };
    const { prose } = results({ ...tree, chapters: [{ ...first, children: [paragraph, paragraph] }] });
    expect(prose[1]?.passages.map(({ kind }) => kind)).toEqual(["paragraph", "footnote", "paragraph"]);
  });
});
