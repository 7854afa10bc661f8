import { describe, expect, it } from "vitest";
import type { BlockNode, FigureNode, InlineNode, MemoTree } from "../../../src/document/tree.js";
import { typstSource, writePdf } from "../../../src/render/pdf/index.js";
import { literal } from "../../../src/render/pdf/strings.js";
import { matchGolden } from "../../golden.js";
import { sampleTree } from "../sample.js";
import { readPdf } from "./read.js";

const place = { file: "chapters/01-a.md", start: { line: 9, column: 1 } };

function withBlocks(...children: BlockNode[]): MemoTree {
  const tree = sampleTree();
  const [chapter] = tree.chapters;
  if (chapter === undefined) throw new Error("the sample has chapters");
  return { ...tree, chapters: [{ ...chapter, children }], footnotes: [] };
}

describe("the Typst source", () => {
  it("of the sample memo", () => {
    const { main, files } = typstSource(sampleTree());
    expect([...files.keys()]).toEqual([
      "style.typ",
      "page.typ",
      "length.typ",
      "floated.typ",
      "held.typ",
      "charts/1.svg",
    ]);
    matchGolden("test/render/pdf/golden/sample.typ", main);
  });

  it("says ahead what the style has to know: about how long numbers of pages are, what contents list, and whether a table goes on", () => {
    const of = (tree: MemoTree): string[] => String(typstSource(tree).files.get("length.typ")).trim().split("\n");
    const levels = [...typstSource(sampleTree()).main.matchAll(/^#section\((\d)/gm)].map(([, level]) => level);
    expect(levels).toContain("2");
    expect(of(sampleTree())).toEqual([
      '#let some-page = "0"',
      `#let levels = (${levels.join(", ")})`,
      "#let has-long = true",
    ]);
    const long = { type: "paragraph", children: [{ type: "text", text: "a ".repeat(200_000) }] } satisfies BlockNode;
    expect(of(withBlocks(long))).toEqual(['#let some-page = "000"', expect.anything(), "#let has-long = false"]);
  });

  it("says at its end what the memo was made from and by", () => {
    const origin = { engine: "1.2.3", inputs: `sha256:${"a".repeat(64)}` };
    expect(typstSource({ ...sampleTree(), origin }).main).toMatch(
      /\n#receipt\([^\n]*Made by memo 1\.2\.3 from sources sha256:a{64}[^\n]*\)\n$/,
    );
    expect(typstSource(sampleTree()).main).not.toContain("#receipt(");
  });

  it("leads to the live page where there is one, in a line that is printed too", async () => {
    const published = "https://example.org/memo/v/2026-03/";
    const tree: MemoTree = { ...sampleTree(), published, publishedLive: true };
    expect(typstSource(tree).main).toContain(
      '  live: ("https://example.org/memo/v/2026-03/", "Change the assumptions on the live page: ", "example.org/memo/v/2026-03/"),',
    );
    const [page] = (await readPdf(await writePdf(tree))).pages;
    expect(page?.text).toContain("Change the assumptions on the live page: example.org/memo/v/2026-03/");
    expect(page?.links.map(({ url }) => url)).toContain(published);
    expect(typstSource({ ...sampleTree(), published }).main).not.toContain("live page");
  });

  it("sets an unnumbered first chapter before the contents, any other behind them", () => {
    const order = (number: string | undefined): string[] => {
      const tree = withBlocks();
      const [chapter] = tree.chapters;
      if (chapter === undefined) throw new Error("the sample has chapters");
      const { main } = typstSource({ ...tree, contents: "sections", chapters: [{ ...chapter, number }] });
      return [...main.matchAll(/^#(contents|section\(1)/gm)].map(([, what]) => what ?? "").slice(0, 2);
    };
    expect(order("1")).toEqual(["contents", "section(1"]);
    expect(order(undefined)).toEqual(["section(1", "contents"]);
  });

  it("has of two pictures with one name, and of two charts with one number or id, each its own file", () => {
    const common = { type: "figure", kind: "chart", caption: [], source: [], data: [], restsOn: [], place } as const;
    const shown = (id: string, number: number, more: Partial<FigureNode>): FigureNode => {
      return { ...common, id, number, blockId: id, alt: id, ...more };
    };
    const picture = (content: string | Uint8Array): Partial<FigureNode> => ({
      picture: {
        light: { name: "map.png", format: "png", width: 9, height: 9, transparent: false, content },
      },
    });
    const svg = (width: number): string => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="9"></svg>`;
    const figures = [
      shown("fig-map-before", 1, picture(new Uint8Array([1, 2]))),
      shown("fig-map", 1, picture(new Uint8Array([1, 3]))),
      shown("fig-again", 2, picture(new Uint8Array([1, 2]))),
      shown("fig-a", 3, { svg: svg(1) }),
      shown("fig-b", 3, { svg: svg(2) }),
      shown("fig-c", 4, { svg: svg(3) }),
      shown("fig-b", 4, { svg: svg(4) }),
      shown("fig-b", 4, { svg: svg(5) }),
    ];
    const { main, files } = typstSource(withBlocks(...figures));
    const named = [...main.matchAll(/file: "([^"]*)"/g)].map(([, path]) => files.get(path ?? ""));
    expect(named).toEqual(figures.map((one) => one.svg ?? one.picture?.light.content));
    expect([...files.keys()].filter((path) => path.includes("pictures/"))).toEqual([
      "pictures/map.png",
      "2/pictures/map.png",
    ]);
  });

  it("writes every text as a string", () => {
    expect(literal('a "b" \\ #c $d$')).toBe('"a \\"b\\" \\\\ #c $d$"');
    expect(literal("tab\tnull\0bom\ufeff\nline")).toBe('"tab\\u{9}null\\u{0}bom\\u{feff}\\nline"');
  });

  it("prints the page of a reference only where it leads out of the section", () => {
    const paragraph = (target: string): BlockNode => ({
      type: "paragraph",
      children: [{ type: "reference", target, text: target }],
    });
    const heading = (id: string): BlockNode => ({ type: "heading", level: 2, id, children: [] });
    const { main } = typstSource(withBlocks(heading("one"), paragraph("one"), heading("two"), paragraph("one")));
    expect(main).toMatch(/section\(2, "one"[\s\S]*#to\("one", "one"\);[\s\S]*"two"[\s\S]*#goto\("one", "one"\);/);
  });

  it("prints a footnote where it is mentioned first and refers back to it afterwards", () => {
    const note: InlineNode = { type: "footnoteReference", number: 1 };
    const tree = withBlocks({ type: "paragraph", children: [note, note] });
    const footnotes = [{ number: 1, children: [{ type: "paragraph", children: [{ type: "text", text: "once" }] }] }];
    const { main } = typstSource({ ...tree, footnotes } as MemoTree);
    expect(main).toContain('#note(1)[#"once";];#note-again(1);');
  });

  it("offers an equation's terms to be broken at, each with its sign", () => {
    const symbol = (base: string) => ({ type: "symbol", base }) as const;
    const operator = (text: "=" | "+" | "-" | "·") => ({ type: "operator", text }) as const;
    const children = [
      ...[symbol("y"), operator("="), operator("-"), symbol("a"), operator("·"), symbol("b")],
      ...[operator("+"), symbol("c")],
    ];
    const math = { type: "row" as const, children };
    const { main } = typstSource(
      withBlocks({ type: "formula", id: "eq", number: 4, math, alt: "y is", expression: "y", place }),
    );
    expect(main).toContain(
      [
        '#equation("eq", 4, alt: "y is",',
        '  head: math-letter("y") + math-operator("="),',
        '  parts: (math-letter("y") + math-operator("="),),',
        '  (math-operator("−") + math-letter("a"), math-operator("·") + math-letter("b")),',
        '  (math-operator("+") + math-letter("c"),),',
        ")",
      ].join("\n"),
    );
  });

  it("sets a chart as wide as it was drawn, up to both columns and to the height of a page", () => {
    const chart = (viewBox: string): string => {
      const figure = sampleTree().chapters[0]?.children.find((node) => node.type === "figure");
      if (figure?.type !== "figure") throw new Error("the sample has a chart");
      const svg = `<svg viewBox="${viewBox}"></svg>`;
      return /wide: (.*)\)/.exec(typstSource(withBlocks({ ...figure, svg })).main)?.[0] ?? "";
    };
    expect(chart("0 0 640 400")).toBe("wide: true, width: 435pt)");
    expect(chart("0 0 560 400")).toBe("wide: true, width: 381pt)");
    expect(chart("0 0 360 260")).toBe("wide: false, width: 245pt)");
    expect(chart("0 0 640 1400")).toBe("wide: false, width: 256pt)");
  });

  it.each<[string, BlockNode]>([
    ["block", { type: "marquee" } as unknown as BlockNode],
    ["inline", { type: "paragraph", children: [{ type: "blink" } as unknown as InlineNode] }],
    [
      "math",
      { type: "formula", id: "e", number: 1, math: { type: "integral" }, alt: "", place } as unknown as BlockNode,
    ],
  ])("throws on an unknown %s node", (_, block) => {
    expect(() => typstSource(withBlocks(block))).toThrow(
      /the PDF writer doesn't know the node type `(marquee|blink|integral)`/,
    );
  });

  it.each<[string, InlineNode, string]>([
    ["reference", { type: "reference", target: "fig-none", text: "Figure 9" }, 'leads to "fig-none"'],
    ["citation", { type: "citation", items: [{ key: "none", text: "None 2020" }] }, 'names "none"'],
    ["footnote", { type: "footnoteReference", number: 9 }, "names note 9"],
  ])("throws on a %s to nowhere", (_, node, message) => {
    expect(() => typstSource(withBlocks({ type: "paragraph", children: [node] }))).toThrow(message);
  });
});

describe("the contents", () => {
  const calls = (tree: MemoTree): string[] => typstSource(tree).main.match(/#contents\([^)]*\)/g) ?? [];
  const withSections = (count: number, contents?: MemoTree["contents"]): MemoTree => {
    const tree = sampleTree();
    const chapters = tree.chapters.map((chapter) => ({
      ...chapter,
      children: [
        ...chapter.children,
        ...Array.from({ length: count }, (_, i) => ({
          type: "heading" as const,
          level: 2,
          id: `sec-${chapter.id}-${i}`,
          number: `9.${i}`,
          children: [{ type: "text" as const, text: `Section ${i}` }],
        })),
      ],
    }));
    return { ...tree, chapters, ...(contents ? { contents } : {}) };
  };

  it("list sections where all of it fits a page, and chapters alone else", () => {
    expect(calls(withSections(0))).toEqual(['#contents("Contents", depth: 2)']);
    expect(calls(withSections(40))).toEqual(['#contents("Contents", depth: 1)']);
  });

  it("list what the memo says, and nothing in a short memo", () => {
    expect(calls(withSections(40, "sections"))).toEqual(['#contents("Contents", depth: 2)']);
    expect(calls(withSections(0, "none"))).toEqual([]);
    expect(calls({ ...withBlocks(), references: [], appendix: [] })).toEqual([]);
  });

  it("take no more than a page where they list sections by themselves", async () => {
    const most = Array.from({ length: 60 }, (_, i) => 60 - i).find((n) =>
      calls(withSections(n))[0]?.includes("depth: 2"),
    );
    const { pages } = await readPdf(await writePdf(withSections(most ?? 0)));
    const first = pages.findIndex(({ text }) => text.includes("Contents"));
    const last = pages.findIndex(({ text }) => text.includes("Appendix: assumptions"));
    expect(most).toBeGreaterThan(5);
    expect([first, last]).toEqual([0, 0]);
  });
});
