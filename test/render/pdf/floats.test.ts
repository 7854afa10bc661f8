import { describe, expect, test } from "vitest";
import type { BlockNode, FigureNode, MemoTree } from "../../../src/document/tree.js";
import { Floats } from "../../../src/render/pdf/floats.js";
import { writePdf } from "../../../src/render/pdf/index.js";
import { sampleTree } from "../sample.js";
import { readPdf } from "./read.js";

const begun = (id: string, page: number, y: number, may = true) => ({ id, page, y, top: 76, may });
const anchored = (...pages: readonly [string, number][]) => pages.map(([id, page]) => ({ id, page }));

describe("which figures float", () => {
  test("one that begins a page, and what overtakes it", () => {
    const floats = new Floats();
    expect(floats.read(anchored(["a", 2], ["b", 2]), [begun("a", 2, 80), begun("b", 2, 400)], [])).toBe(true);
    expect([...floats.floated]).toEqual(["a"]);
    // The text goes on, and "b" now has room before "a".
    const places = [begun("a", 2, 80), begun("b", 1, 500)];
    expect(floats.read(anchored(["a", 1], ["b", 1]), places, [{ id: "a", page: 2, y: 300 }])).toBe(true);
    expect([...floats.floated]).toEqual(["a", "b"]);
    const ends = [
      { id: "a", page: 2, y: 300 },
      { id: "b", page: 2, y: 500 },
    ];
    expect(floats.read(anchored(["a", 1], ["b", 1]), [begun("a", 2, 80), begun("b", 2, 310)], ends)).toBe(false);
  });

  test("one that begins below what floats, too, but not one with a line of text between", () => {
    const ends = [{ id: "a", page: 2, y: 300 }];
    for (const [y, wanted] of [
      [335, ["a", "b"]],
      [360, ["a"]],
    ] as const) {
      const floats = new Floats();
      floats.read(anchored(["a", 2]), [begun("a", 2, 80)], []);
      floats.read(anchored(["a", 1], ["b", 2]), [begun("a", 2, 80), begun("b", 2, y)], ends);
      expect([...floats.floated]).toEqual(wanted);
    }
  });

  test("none that has room where it is written, and none that would tear a table of several pages", () => {
    const fits = new Floats();
    fits.read(anchored(["a", 2]), [begun("a", 2, 80)], []);
    expect(fits.read(anchored(["a", 2]), [begun("a", 2, 80)], [{ id: "a", page: 2, y: 300 }])).toBe(true);
    expect([...fits.floated]).toEqual([]);
    const tears = new Floats();
    tears.read(anchored(["a", 2], ["t", 2]), [begun("a", 2, 80), begun("t", 2, 300, false)], []);
    const places = [begun("a", 2, 80), begun("t", 1, 600, false)];
    expect(tears.read(anchored(["a", 1], ["t", 1]), places, [{ id: "a", page: 2, y: 300 }])).toBe(true);
    expect([...tears.floated]).toEqual([]);
    expect(tears.read(anchored(["a", 2], ["t", 2]), [begun("a", 2, 80), begun("t", 2, 300, false)], [])).toBe(false);
  });
});

test("text goes on where a chart has no room, and the chart begins the next page", async () => {
  const tree = sampleTree();
  const paragraph = (text: string): BlockNode => ({ type: "paragraph", children: [{ type: "text", text }] });
  const [chart] = tree.chapters.flatMap(({ children }) =>
    children.filter((block): block is FigureNode => block.type === "figure" && block.kind === "chart"),
  );
  const [chapter] = tree.chapters;
  if (!chart || !chapter) throw new Error("the sample has a chapter with a chart");
  const filling = Array.from({ length: 6 }, (_, i) =>
    paragraph(`Paragraph ${i} says what it says. ${"It goes on. ".repeat(40)}`),
  );
  const after = [paragraph("The first words after the chart."), ...filling.slice(0, 3)];
  const children = [...filling, chart, ...after];
  const one: MemoTree = {
    ...tree,
    contents: "sections",
    chapters: [{ ...chapter, children }],
    footnotes: [],
    references: [],
    appendix: [],
  };
  const { pages } = await readPdf(await writePdf(one));
  const texts = pages.map(({ text }) => text.replace(/\s+/g, " "));
  const before = texts.findIndex((text) => text.includes("The first words after the chart."));
  const with_ = texts.findIndex((text) => text.includes("Additions reach"));
  expect(with_).toBe(before + 1);
  expect(texts[before]).toContain("Paragraph 5");
  expect(texts[with_]?.indexOf("Additions reach")).toBeLessThan(120);
});
