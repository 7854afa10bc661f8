import { describe, expect, test, vi } from "vitest";
import type { BlockNode, ChapterNode, FigureNode, MemoTree } from "../../../src/document/tree.js";
import { FirstFloats, Floats, type Mark } from "../../../src/render/pdf/floats.js";
import { typstSource, writePdf } from "../../../src/render/pdf/index.js";
import type { KeptFloats } from "../../../src/render/pdf/write.js";
import { LONG_TABLE_ROWS, sampleTree } from "../sample.js";
import { readPdf } from "./read.js";

/** Figures in the order of the source: the page of the text before each, the page on which it begins, and that of the text above its heading. */
const layout = (...figures: readonly [id: string, text: number, begins: number, above?: number][]): Mark[] => {
  const marks = figures.flatMap(([id, page, begins, above]): Mark[] => [
    ...(above === undefined ? [] : [{ id, at: "above", page: above } as const]),
    { id, at: "before", page },
    { id, at: "begins", page: begins },
  ]);
  // The typesetter names what it sets above the text first.
  return [...marks.filter(({ at }) => at === "begins"), ...marks.filter(({ at }) => at !== "begins")];
};

describe("which figures float", () => {
  test("those that have no room on the page on which they are written", () => {
    const floats = new Floats(["a", "b"]);
    expect(floats.ids).toEqual(["a", "b"]);
    expect(floats.read(layout(["a", 1, 1], ["b", 1, 2]))).toBe(1);
    expect(floats.ids).toEqual(["b"]);
    expect(floats.read(layout(["a", 1, 1], ["b", 1, 2]))).toBe(0);
    expect(floats.ids).toEqual(["b"]);
  });

  test("one that had room and has none any more", () => {
    const floats = new Floats(["a", "b"]);
    floats.read(layout(["a", 1, 1], ["b", 1, 1]));
    expect(floats.ids).toEqual([]);
    expect(floats.read(layout(["a", 1, 1], ["b", 1, 2]))).toBe(1);
    expect(floats.ids).toEqual(["b"]);
  });

  test("one that would overtake another", () => {
    const floats = new Floats(["a", "b"]);
    floats.read(layout(["a", 1, 2], ["b", 2, 2]));
    expect(floats.ids).toEqual(["a"]);
    // The text goes on, and "b" now has room before "a".
    expect(floats.read(layout(["a", 1, 2], ["b", 1, 1]))).toBe(1);
    expect(floats.ids).toEqual(["a", "b"]);
    expect(floats.read(layout(["a", 1, 2], ["b", 1, 2]))).toBe(0);
  });

  test("none right below a heading, which goes with it, unless it would overtake another", () => {
    const floats = new Floats(["a", "b"]);
    expect(floats.read(layout(["a", 1, 2, 1], ["b", 2, 2]))).toBe(2);
    expect(floats.ids).toEqual([]);
    expect(floats.read(layout(["a", 2, 2, 1], ["b", 2, 3]))).toBe(1);
    expect(floats.ids).toEqual(["b"]);
    const after = new Floats(["a", "b"]);
    after.read(layout(["a", 1, 2], ["b", 2, 2, 2]));
    expect(after.ids).toEqual(["a"]);
    expect(after.read(layout(["a", 1, 2], ["b", 1, 1, 1]))).toBe(1);
    expect(after.ids).toEqual(["a", "b"]);
    expect(after.read(layout(["a", 1, 2], ["b", 1, 2, 1]))).toBe(0);
  });

  test("one that has room only while it floats, from the third time on", () => {
    const floats = new Floats(["a", "b"]);
    const [room, none] = [layout(["a", 1, 2], ["b", 1, 1, 2]), layout(["a", 1, 2], ["b", 1, 1, 1])];
    expect([room, none, room, none, room].map((marks) => floats.read(marks))).toEqual([1, 1, 1, 1, 0]);
    expect(floats.ids).toEqual(["a", "b"]);
  });

  test("of layouts that never come to rest those of the best, in which fewest overtake others", () => {
    const floats = new Floats(["a", "b", "c"]);
    const [three, one] = [layout(["a", 1, 1], ["b", 1, 1], ["c", 1, 1]), layout(["a", 1, 1], ["b", 1, 1], ["c", 1, 2])];
    expect([three, one, three].map((marks) => floats.read(marks))).toEqual([3, 1, 1]);
    expect(floats.best).toEqual([]);
    const order = new Floats(["a", "b", "c"]);
    const behind = layout(["a", 1, 2], ["b", 1, 2], ["c", 2, 2]);
    const before = layout(["a", 1, 2], ["b", 1, 1], ["c", 2, 3]);
    expect([behind, before].map((marks) => order.read(marks))).toEqual([1, 1]);
    expect(order.best).toEqual(["a", "b", "c"]);
  });
});

describe("which figures float while no pages are known", () => {
  test("is found from any guess: those that have room stand, and others float", () => {
    const found = (guess?: readonly string[]): readonly string[] => {
      const floats = new FirstFloats(["a", "b", "c"], [], guess);
      // "b" has no room where "a" stands, and "c" none before it.
      const laidOut = (): Mark[] => {
        const isOut = floats.ids.includes("a");
        return layout(
          ["a", 1, 1],
          isOut ? ["b", 1, 1] : ["b", 1, 2],
          floats.ids.includes("b") ? ["c", 1, 2] : ["c", 2, 2],
        );
      };
      let left = 8;
      while (floats.read(laidOut()) > 0 && left > 0) left--;
      expect(left).toBeGreaterThan(0);
      return floats.ids;
    };
    const answer = found();
    expect(answer).toEqual(["b", "c"]);
    for (const guess of [[], ["a"], ["b"], ["c"], ["a", "b"], ["b", "c"], ["a", "c"], ["gone", "b"]])
      expect(found(guess)).toEqual(answer);
  });

  test("a right guess is known from one layout, but of one with notes, which is tried in both ways", () => {
    const marks = layout(["a", 1, 1], ["b", 1, 2]);
    expect(new FirstFloats(["a", "b"], [], ["b"]).read(marks)).toBe(0);
    const noted = new FirstFloats(["a", "b"], ["a"], ["b"]);
    expect(noted.read(marks)).toBe(1);
    expect(noted.ids).toEqual(["a", "b"]);
    expect(noted.read(marks)).toBe(1);
    expect(noted.ids).toEqual(["b"]);
    expect(noted.read(marks)).toBe(0);
    // It has room while it stands, and none while it floats.
    const apart = new FirstFloats(["a", "b"], ["a"], []);
    apart.read(layout(["a", 1, 1], ["b", 1, 2]));
    expect(apart.ids).toEqual(["a", "b"]);
    expect(apart.read(layout(["a", 1, 2], ["b", 1, 2]))).toBe(0);
  });

  test("one that has room only while it floats, whatever is tried first", () => {
    for (const guess of [undefined, [], ["a"]]) {
      const floats = new FirstFloats(["a"], [], guess);
      for (let n = 0; n < 4; n++) floats.read(layout(["a", 1, floats.ids.length > 0 ? 1 : 2]));
      expect(floats.ids).toEqual(["a"]);
      expect(floats.read(layout(["a", 1, 1]))).toBe(0);
    }
  });
});

/** A chart that floats to the next page, and one right below a heading, which goes with it there while it stands. */
function belowFloated(length: number): MemoTree {
  const tree = sampleTree();
  const [chapter] = tree.chapters;
  const chart = tree.chapters
    .flatMap(({ children }) => children)
    .find((block): block is FigureNode => block.type === "figure" && block.kind === "chart");
  if (!chapter || !chart) throw new Error("the sample has a chapter with a chart");
  const paragraph = (count: number): BlockNode => ({
    type: "paragraph",
    children: [{ type: "text", text: "It goes on. ".repeat(count) }],
  });
  const of = (id: string): FigureNode => ({
    ...chart,
    id,
    caption: [{ type: "text", text: "What is shown." }],
    source: [],
    svg: chart.svg?.replace(/height="\d+"/, 'height="300"'),
  });
  const heading: BlockNode = {
    type: "heading",
    level: 2,
    id: "sec-below",
    number: "1.1",
    children: [{ type: "text", text: "Below" }],
  };
  const children = [paragraph(length), of("fig-a"), heading, of("fig-b"), paragraph(200)];
  return { ...tree, contents: "none", chapters: [{ ...chapter, children }], footnotes: [], references: [] };
}

/** A table that is turned, and behind it a chart as tall as a page. */
function behindTurned(): MemoTree {
  const tree = sampleTree();
  const [chapter] = tree.chapters;
  const figures = tree.chapters.flatMap(({ children }) =>
    children.filter((block): block is FigureNode => block.type === "figure"),
  );
  const chart = figures.find(({ kind }) => kind === "chart");
  const table = figures.find(({ table }) => table !== undefined);
  const column = table?.table?.columns.at(-1);
  if (!chapter || !chart || !table || !column) throw new Error("the sample has a chapter, a chart and a table");
  const columns = Array.from({ length: 12 }, (_, i) => ({ ...column, label: `Column${i}wide` }));
  const wide: FigureNode = {
    ...table,
    source: [],
    table: { columns, rows: [columns.map(() => ({ value: 1234567, text: "1,234,567" }))] },
  };
  const tall: FigureNode = {
    ...chart,
    caption: [{ type: "text", text: "What is shown." }],
    source: [],
    svg: chart.svg?.replace(/height="\d+"/, 'height="5000"'),
  };
  const after: BlockNode = { type: "paragraph", children: [{ type: "text", text: "It goes on. ".repeat(100) }] };
  const children = [wide, tall, after];
  return { ...tree, contents: "none", chapters: [{ ...chapter, children }], footnotes: [], references: [] };
}

test.each([
  ["right below a heading, behind one that floats", belowFloated(160), ["fig-a"]],
  ["as tall as a page, at its beginning", behindTurned(), []],
])("a figure %s is set the same, whatever floated in an older build", async (_, tree, guess) => {
  const of = async (guess?: readonly string[]): Promise<[Uint8Array, unknown]> => {
    const floats = new Map<string, readonly string[]>(guess ? [["last", guess]] : []);
    const kept: KeptFloats = {
      get: (key) => floats.get(key),
      put: (key, ids) => floats.set(key, ids),
    };
    return [await writePdf(tree, undefined, undefined, kept), floats.get("last")];
  };
  const [pdf, first] = await of();
  expect(first).not.toEqual(guess);
  const [again, found] = await of(guess);
  expect(found).toEqual(first);
  expect(Buffer.compare(again, pdf)).toBe(0);
});

test("what floated in an older build saves a layout where it still does, and changes nothing where it does not", async () => {
  const tree: MemoTree = { ...sampleTree(), chapters: chaptersWithCharts(), footnotes: [] };
  const of = async (guess: readonly string[] | undefined): Promise<{ pdf: Uint8Array; first: readonly string[] }> => {
    let first: readonly string[] = [];
    const kept: KeptFloats = {
      get: (key) => (key === "last" ? guess : undefined),
      put: (key, ids) => {
        if (key === "last") first = ids;
      },
    };
    return { pdf: await writePdf(tree, undefined, undefined, kept), first };
  };
  const sought = vi.spyOn(FirstFloats.prototype, "read");
  const layouts = (): number => sought.mock.calls.length;
  const { pdf, first } = await of(undefined);
  expect(layouts()).toBeGreaterThan(1);
  const others = tree.chapters
    .flatMap(({ children }) => children.flatMap((node) => (node.type === "figure" ? [node.id] : [])))
    .filter((id) => !first.includes(id));
  expect(first).not.toEqual([]);
  expect(others).not.toEqual([]);
  for (const guess of [first, [], others, first.slice(1), [...first, ...others.slice(0, 1)], ["gone"]]) {
    sought.mockClear();
    const again = await of(guess);
    expect(again.first).toEqual(first);
    expect(Buffer.compare(again.pdf, pdf)).toBe(0);
    if (guess === first) expect(layouts()).toBe(1);
  }
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
  const leads: BlockNode = {
    type: "paragraph",
    children: [
      { type: "reference", target: chart.id, text: "The chart" },
      { type: "text", text: " and " },
      { type: "link", href: `#${chart.id}`, children: [{ type: "text", text: "what it shows" }] },
    ],
  };
  const remark: BlockNode = {
    type: "paragraph",
    of: chart.id,
    children: [{ type: "text", text: "What the chart leaves out." }],
  };
  const children = [...filling, chart, remark, ...after];
  const list = { ...chapter, id: "sec-list", heading: { ...chapter.heading, id: "sec-list" }, children: [leads] };
  const one: MemoTree = {
    ...tree,
    contents: "sections",
    chapters: [{ ...chapter, children }, list],
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
  expect(texts.filter((text) => text.includes("What the chart leaves out."))).toEqual([texts[with_]]);
  expect(texts[with_]?.indexOf("What the chart leaves out.")).toBeLessThan(texts[with_]?.indexOf("Paragraph") ?? 0);
  // What refers to it names and leads to the page on which it stands, not the one on which it is written.
  expect(texts.at(-1)).toContain(`The chart (p. ${with_ + 1}) and what it shows`);
  expect(pages.at(-1)?.links.map(({ contents }) => contents)).toEqual(["Figure 1 ", "Figure 1 "]);
});

test("many charts come to rest within four layouts, in their order, and none before a table of several pages that is written before it", async () => {
  const tree = sampleTree();
  const [chapter] = tree.chapters;
  const figures = tree.chapters.flatMap(({ children }) =>
    children.filter((block): block is FigureNode => block.type === "figure"),
  );
  const chart = figures.find(({ kind }) => kind === "chart");
  const table = figures.find(({ table }) => (table?.rows.length ?? 0) === LONG_TABLE_ROWS);
  if (!chapter || !chart || !table) throw new Error("the sample has a chapter, a chart and a long table");
  const children = Array.from({ length: 24 }, (_, i): BlockNode[] => [
    ...Array.from(
      { length: (i * 7) % 5 },
      (_, n): BlockNode => ({
        type: "paragraph",
        children: [{ type: "text", text: `After ${i} it says. ${"It goes on. ".repeat(9 + ((i * 13 + n * 5) % 40))}` }],
      }),
    ),
    {
      ...chart,
      id: `fig-${i}`,
      number: i + 1,
      caption: [{ type: "text", text: `Chart number ${i}.` }],
      svg: chart.svg?.replace(/height="\d+"/, `height="${200 + ((i * 37) % 160)}"`),
    },
    ...(i === 5 ? [table] : []),
  ]).flat();
  const [sought, read] = [vi.spyOn(FirstFloats.prototype, "read"), vi.spyOn(Floats.prototype, "read")];
  sought.mockClear();
  const pdf = await writePdf({
    ...tree,
    contents: "none",
    chapters: [{ ...chapter, children }],
    footnotes: [],
    references: [],
    appendix: [],
  });
  const wrong = read.mock.results.map(({ value }) => value);
  expect(wrong.at(-1)).toBe(0);
  // The layout in which they come to rest while no pages are known is read once more, when they are.
  expect(sought.mock.calls.length - 1 + wrong.length).toBeLessThanOrEqual(4);
  const text = (await readPdf(pdf)).pages.map((page) => page.text.replace(/\s+/g, " ")).join(" ");
  const captions = [...text.matchAll(/Chart number (\d+)\.|(Table \d+)\b/g)].map(([, chart, name]) => chart ?? name);
  const inOrder = Array.from({ length: 24 }, (_, i) => String(i));
  expect(captions.filter((one) => !one?.startsWith("Table"))).toEqual(inOrder);
  const tables = captions.flatMap((one, i) => (one?.startsWith("Table") ? [i] : []));
  expect(captions.slice(tables[0], (tables.at(-1) ?? 0) + 1).every((one) => one?.startsWith("Table"))).toBe(true);
  expect(tables.length).toBeGreaterThan(1);
});

test.each([3, 4, 5, 6])("after %d paragraphs no chart floats into what stands behind the chapters", async (length) => {
  const tree = sampleTree();
  const [chapter] = tree.chapters;
  const chart = tree.chapters
    .flatMap(({ children }) => children)
    .find((block): block is FigureNode => block.type === "figure" && block.kind === "chart");
  if (!chapter || !chart) throw new Error("the sample has a chapter with a chart");
  const paragraph = (text: string): BlockNode => ({ type: "paragraph", children: [{ type: "text", text }] });
  const said = Array.from({ length }, () => paragraph("It goes on. ".repeat(40)));
  const shown = { ...chart, svg: chart.svg?.replace(/height="\d+"/, 'height="380"') };
  const items = Array.from({ length: 60 }, (_, i): BlockNode[] => [paragraph(`Entry number ${i}`)]);
  const list: ChapterNode = {
    ...chapter,
    id: "sec-list",
    number: undefined,
    listing: true,
    heading: { type: "heading", level: 1, id: "sec-list", children: [{ type: "text", text: "All that is shown" }] },
    children: [{ type: "list", ordered: false, start: 1, tight: true, items }],
  };
  const of = async (chapters: readonly ChapterNode[]): Promise<string> => {
    const pdf = await writePdf({ ...tree, contents: "none", chapters, footnotes: [] });
    return (await readPdf(pdf)).pages.map(({ text }) => text.replace(/\s+/g, " ")).join(" ");
  };
  const one = { ...chapter, children: [...said, shown] };
  const listed = await of([one, list]);
  expect(listed.indexOf("Additions reach")).toBeGreaterThan(0);
  expect(listed.indexOf("Additions reach")).toBeLessThan(listed.indexOf("Entry number 0"));
  const alone = await of([one]);
  expect(alone.indexOf("Additions reach")).toBeLessThan(alone.indexOf("Capacity estimates, first quarter"));
});

test("which figures float is kept: what it was made from changes nothing of it, and anything that is set does", async () => {
  const floats = new Map<string, readonly string[]>();
  const kept = {
    get: (key: string) => floats.get(key),
    put: (key: string, ids: readonly string[]) => floats.set(key, ids),
  };
  const read = vi.spyOn(Floats.prototype, "read");
  const from = (sum: string): MemoTree => ({
    ...sampleTree(),
    origin: { engine: "1.2.3", inputs: `sha256:${sum.repeat(64)}` },
  });
  const first = await writePdf(from("a"), undefined, undefined, kept);
  expect(read.mock.calls.length).toBeGreaterThan(0);
  // Under a name of its own, what the next search begins with.
  expect([...floats.keys()].filter((key) => key !== "last")).toHaveLength(1);
  expect(floats.has("last")).toBe(true);
  read.mockClear();
  const second = await writePdf(from("b"), undefined, undefined, kept);
  expect(read).not.toHaveBeenCalled();
  expect(Buffer.from(second).equals(await writePdf(from("b")))).toBe(true);
  expect(Buffer.from(second).equals(first)).toBe(false);
  read.mockClear();
  const [chapter, ...others] = sampleTree().chapters;
  if (!chapter) throw new Error("the sample has a chapter");
  const longer: MemoTree = {
    ...from("b"),
    chapters: [
      {
        ...chapter,
        children: [...chapter.children, ...chapter.children.filter(({ type }) => type === "paragraph").slice(0, 1)],
      },
      ...others,
    ],
  };
  const paper: MemoTree = { ...from("b"), pdf: { ...sampleTree().pdf, paper: "us-letter" } };
  const chart = (tree: MemoTree): MemoTree => ({
    ...tree,
    chapters: tree.chapters.map((one) => ({
      ...one,
      children: one.children.map((block) =>
        block.type === "figure" && block.svg
          ? { ...block, svg: block.svg.replace(/height="\d+"/, 'height="333"') }
          : block,
      ),
    })),
  });
  for (const tree of [longer, paper, chart(from("b"))]) {
    const known = floats.size;
    await writePdf(tree, undefined, undefined, kept);
    expect(floats.size).toBe(known + 1);
  }
});

test("chapters that are long begin a page each, and so does what stands behind them; short ones go on below each other", async () => {
  const chapters = chaptersWithCharts();
  const of = (said: number): string => {
    const long = chapters.map((one) => ({
      ...one,
      children: one.children.filter(({ type }) => type === "paragraph").slice(0, said),
    }));
    return typstSource({ ...sampleTree(), chapters: long, footnotes: [] }).main;
  };
  const starts = (main: string): (string | undefined)[] =>
    [...main.matchAll(/#pagebreak\(weak: true\)\n\n#section\(1, "([^"]*)"/g)].map(([, id]) => id);
  expect(starts(of(14))).toEqual(["other", "memo:references", "memo:appendix"]);
  expect(starts(of(4))).toEqual([]);
});

test("no page is blank where a chapter that ends with its page is followed by what begins one", async () => {
  const [chapter, other] = chaptersWithCharts();
  if (!chapter || !other) throw new Error("there are two chapters");
  const ends: ChapterNode = { ...other, children: [...other.children, { type: "pageBreak" }] };
  const { pages } = await readPdf(await writePdf({ ...sampleTree(), chapters: [chapter, ends], footnotes: [] }));
  const words = pages.map(({ text }) => text.replace(/\s+/g, " ").trim().split(" ").length);
  // The heads and numbers of pages alone are a dozen.
  expect(Math.min(...words)).toBeGreaterThan(25);
});

/** Two chapters of many paragraphs with many charts among them. */
function chaptersWithCharts(): ChapterNode[] {
  const [chapter] = sampleTree().chapters;
  const chart = sampleTree()
    .chapters.flatMap(({ children }) => children)
    .find((block): block is FigureNode => block.type === "figure" && block.kind === "chart");
  if (!chapter || !chart) throw new Error("the sample has a chapter with a chart");
  const said = (n: number): BlockNode => ({
    type: "paragraph",
    children: [{ type: "text", text: `It says ${n}. ${"It goes on. ".repeat(20 + ((n * 13) % 40))}` }],
  });
  return ["one", "other"].map((id, at) => ({
    ...chapter,
    id,
    number: String(at + 1),
    heading: { ...chapter.heading, id },
    children: Array.from({ length: 7 }, (_, n): BlockNode[] => [
      said(n),
      said(3 * n + at),
      {
        ...chart,
        id: `fig-${at}-${n}`,
        number: 10 * at + n + 1,
        caption: [{ type: "text", text: `Chart number ${n}.` }],
        svg: chart.svg?.replace(/height="\d+"/, `height="${200 + ((n * 37) % 160)}"`),
      },
    ]).flat(),
  }));
}
