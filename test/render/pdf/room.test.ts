import { describe, expect, it } from "vitest";
import { MemoError } from "../../../src/diagnostic.js";
import type { BlockNode, FigureNode, FormattedTable, InlineNode, MemoTree } from "../../../src/document/tree.js";
import type { PlotLibrary } from "../../../src/figures/plot.js";
import { drawChart, plot as library } from "../../../src/figures/render.js";
import type { MathNode } from "../../../src/notebook/formula/math-node.js";
import { writePdf } from "../../../src/render/pdf/index.js";
import { sampleTree } from "../sample.js";
import { getDocument } from "./pdfjs.js";

const plot = library as unknown as PlotLibrary;
const place = { file: "chapters/01-a.md", start: { line: 9, column: 1 } };
const text = (value: string): InlineNode => ({ type: "text", text: value });
const paragraph = (...children: InlineNode[]): BlockNode => ({ type: "paragraph", children });

function memoOf(...children: BlockNode[]): MemoTree {
  const tree = sampleTree();
  const [chapter] = tree.chapters;
  if (chapter === undefined) throw new Error("the sample has chapters");
  return { ...tree, chapters: [{ ...chapter, children }], footnotes: [], references: [], appendix: [] };
}

interface Printed {
  page: number;
  text: string;
  left: number;
  right: number;
  /** Of the line, from the top. */
  y: number;
}

/** What stands where, in points; and the pages' sizes. */
async function printed(tree: MemoTree): Promise<{ items: Printed[]; pages: { width: number; height: number }[] }> {
  const pdf = await getDocument({ data: await writePdf(tree), verbosity: 0 }).promise;
  const items: Printed[] = [];
  const pages: { width: number; height: number }[] = [];
  for (let n = 1; n <= pdf.numPages; n++) {
    const page = await pdf.getPage(n);
    const { width, height } = page.getViewport({ scale: 1 });
    pages.push({ width, height });
    for (const item of (await page.getTextContent()).items)
      if ("str" in item && item.str.trim() !== "") {
        const [, , , , x, y] = item.transform as number[];
        items.push({ page: n - 1, text: item.str, left: x ?? 0, right: (x ?? 0) + item.width, y: height - (y ?? 0) });
      }
  }
  return { items, pages };
}

/** The margin on the right, at the top and at the bottom, and what a hyphen may stand out by. */
const SIDE = 65.2 - 1.5;

async function expectOnPage(tree: MemoTree): Promise<Printed[]> {
  const { items, pages } = await printed(tree);
  for (const item of items) {
    const { width, height } = pages[item.page] ?? { width: 0, height: 0 };
    expect(item.right, item.text).toBeLessThan(width - SIDE);
    expect(item.left, item.text).toBeGreaterThan(SIDE);
    expect(item.y, item.text).toBeLessThan(height - 30);
  }
  return items;
}

function tableOf(rows: string[][], head: string[], align: "left" | "right" = "right"): FigureNode {
  const sample = sampleTree()
    .chapters.flatMap(({ children }) => children)
    .find((node) => node.type === "figure" && node.kind === "table");
  if (sample?.type !== "figure" || !sample.table) throw new Error("the sample has a table");
  const [column] = sample.table.columns;
  if (!column) throw new Error("the sample's table has columns");
  const table: FormattedTable = {
    ...sample.table,
    columns: head.map((label) => ({ ...column, label, unit: undefined, align })),
    rows: rows.map((row) => row.map((value) => ({ value, text: value }))),
  };
  return { ...sample, id: "tbl-room", caption: [text("Numbers.")], source: [], place, table };
}

const WORDS: Readonly<Record<string, string>> = {
  "a long identifier": "verylongidentifierthatcannotwrapanywhere".repeat(4),
  "a long path": "research/analysis/very-long-folder-name/another_long_one/".repeat(4),
  "an address": `https://example.com/${"segment/".repeat(25)}x.html?query=${"1234567890".repeat(8)}`,
  "a long number": "1234567890".repeat(16),
  capitals: "WIDEWORD".repeat(20),
};

describe("a word that is longer than a line stays on the page", () => {
  for (const [name, word] of Object.entries(WORDS))
    it(`${name}, in every place`, async () => {
      const inlines = [text(`before ${word} after`)];
      const code: InlineNode = { type: "codespan", text: word };
      const tree = memoOf(
        paragraph(...inlines),
        paragraph(text("Code "), code, text(" and "), {
          type: "link",
          href: "https://example.com",
          children: [text(word)],
        }),
        { type: "heading", level: 2, id: "long", number: "1.1", children: inlines },
        { type: "heading", level: 3, id: "longer", children: inlines },
        {
          type: "list",
          ordered: false,
          start: 1,
          tight: true,
          items: [
            [
              paragraph(...inlines),
              { type: "list", ordered: true, start: 1, tight: true, items: [[paragraph(...inlines)]] },
            ],
          ],
        },
        { type: "quote", children: [paragraph({ type: "strong", children: inlines })] },
        { type: "verbatim", text: `code ${word} ${word}`, language: undefined } as BlockNode,
        {
          type: "markdownTable",
          align: ["left", "right"],
          head: [inlines, [text("n")]],
          rows: [[[code], [text("12")]]],
        },
        { ...tableOf([[word, "12"]], ["File", word]), caption: inlines, source: inlines },
      );
      await expectOnPage({ ...tree, title: inlines, subtitle: inlines, notice: inlines });
    });
});

describe("a table", () => {
  for (const count of [8, 10, 12, 14, 16, 20, 30])
    it(`of ${count} columns keeps every number in its column, or is refused`, async () => {
      const row = Array.from({ length: count }, (_, n) => (25_012_186 + 1_234_567 * n).toLocaleString("en-US"));
      const tree = memoOf(
        paragraph(text("Text.")),
        tableOf(
          [row, row],
          row.map((_, n) => `y${2026 + n}`),
        ),
      );
      try {
        const items = (await expectOnPage(tree)).filter(({ text }) => /^\d\d,\d{3},\d{3}$/.test(text));
        expect(items).toHaveLength(2 * count);
        for (const [n, item] of items.entries()) {
          const next = items[n + 1];
          if (next && next.page === item.page && Math.abs(next.y - item.y) < 1)
            expect(next.left - item.right).toBeGreaterThan(3);
        }
        expect(count).toBeLessThanOrEqual(16);
      } catch (error) {
        if (!(error instanceof MemoError)) throw error;
        expect(error.diagnostics).toMatchObject([{ rule: "pdf/no-room", place }]);
        expect(count).toBeGreaterThan(14);
      }
    });

  it("with more said below it than a page holds is refused, and with little is not", async () => {
    const table = tableOf([["1", "2"]], ["a", "b"]);
    const said = (words: number): MemoTree =>
      memoOf(paragraph(text("Text.")), table, {
        type: "paragraph",
        of: table.id,
        children: [text("word ".repeat(words))],
      });
    await expect(writePdf(said(1600))).rejects.toMatchObject({
      diagnostics: [
        { rule: "pdf/no-room", message: expect.stringContaining("is taller than a page of the PDF"), place },
      ],
    });
    expect(await writePdf(said(100))).toBeInstanceOf(Uint8Array);
  });

  it("of cells that are taller than a page goes on on the next", async () => {
    const long = "word ".repeat(3000);
    const items = await expectOnPage(memoOf(tableOf([["a", long]], ["A", "B"], "left")));
    expect(
      items
        .map(({ text }) => text)
        .join(" ")
        .match(/word/g),
    ).toHaveLength(3000);
  });

  it("in a list has no page to itself and is refused where it has no room", async () => {
    const row = Array.from({ length: 14 }, () => [text("25,012,186")]);
    const table: BlockNode = { type: "markdownTable", align: row.map(() => "right" as const), head: row, rows: [row] };
    const list: BlockNode = { type: "list", ordered: false, start: 1, tight: true, items: [[table]] };
    await expect(writePdf(memoOf(list))).rejects.toMatchObject({ diagnostics: [{ rule: "pdf/no-room" }] });
  });
});

describe("a chart that shrinks until it fits a page", () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `Department of affairs ${i}`, value: i }));
  const figure = (count: number): BlockNode => {
    const options = { x: { label: "kg" }, marks: [plot.barX(rows(count), { y: "name", x: "value" })] };
    const { svg } = drawChart(plot.plot(options), { id: "fig-many", alt: "Bars." });
    return {
      type: "figure",
      kind: "chart",
      id: "fig-many",
      number: 1,
      caption: [],
      source: [],
      alt: "Bars.",
      data: [],
      restsOn: [],
      place,
      svg,
    } as unknown as BlockNode;
  };

  it.each([20, 60, 70, 90, 130])("with %d rows has letters that can be read, or is refused", async (count) => {
    const told = await writePdf(memoOf(figure(count))).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (count <= 70) {
      expect(told).toBeUndefined();
      return;
    }
    expect((told as MemoError).diagnostics).toEqual([
      {
        rule: "pdf/no-room",
        severity: "error",
        message: expect.stringMatching(
          /^Figure 1 would have to shrink to fit a page of the PDF until its text can't be read: letters of [2-4]\.\d pt, and less than 5 pt is too small$/,
        ),
        place,
        expected: "what fits a page",
        hint: expect.stringContaining("split it in two"),
      },
    ]);
  });
});

describe("an equation", () => {
  const name = (base: string): MathNode => ({ type: "symbol", base });
  const sign = (sign: "=" | "+" | "·"): MathNode => ({ type: "operator", text: sign });
  const row = (...children: MathNode[]): MathNode => ({ type: "row", children });
  const over = (n: number): MathNode => ({
    type: "fraction",
    over: name(`cash_of_year_${n}`),
    under: row(name("one"), sign("+"), name("rate_of_discount")),
  });
  const equation = (left: MathNode, terms: MathNode[]): BlockNode => ({
    type: "formula",
    id: "eq-room",
    number: 1,
    alt: "as read",
    expression: "x",
    place,
    math: row(left, sign("="), ...terms.flatMap((term, n) => (n === 0 ? [term] : [sign("+"), term]))),
  });
  const call = (count: number): MathNode => ({
    type: "call",
    name: "present_value",
    arguments: Array.from({ length: count }, (_, n) => name(`argument_number_${n}`)),
  });
  const product = (count: number): MathNode =>
    row(
      ...Array.from({ length: count }, (_, n) =>
        n === 0 ? [name("factor_zero")] : [sign("·"), name(`factor_${n}`)],
      ).flat(),
    );

  for (const [what, node] of Object.entries({
    "a long left side": equation(call(12), [name("x")]),
    "many terms": equation(
      name("y"),
      Array.from({ length: 14 }, (_, n) => over(n)),
    ),
    both: equation(
      call(12),
      Array.from({ length: 14 }, (_, n) => over(n)),
    ),
    "a long product": equation(name("y"), [product(20)]),
  }))
    it(`with ${what} is broken within the margins`, async () => {
      await expectOnPage(memoOf(node));
    });

  it("that can't be broken enough is refused at its place", async () => {
    const wide: MathNode = { type: "fraction", over: product(30), under: name("x") };
    await expect(writePdf(memoOf(equation(name("y"), [wide])))).rejects.toMatchObject({
      diagnostics: [{ rule: "pdf/no-room", place, message: expect.stringContaining("Equation 1") }],
    });
  });
});

it("prints the characters that are written, not those that a font thinks are meant", async () => {
  const signs = ["x", "×", "->", "<-", "-->", "=>", "<->", ":", "*", "+", "-", "(-)", "@"];
  const words = signs.flatMap((sign) => [`3${sign}4`, `3 ${sign} 4`, `A${sign}B`, `a ${sign}${sign} b`]);
  const { items } = await printed(
    memoOf(
      tableOf(
        words.map((word) => [word]),
        ["Sign"],
        "left",
      ),
    ),
  );
  const bare = (value: string): string => value.replace(/[\s­​⁠]/g, "").replace(/[‐‑]/g, "-");
  const said = bare(items.map((item) => item.text).join(" "));
  expect(words.filter((word) => !said.includes(bare(word)))).toEqual([]);
});
