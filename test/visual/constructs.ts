import { CALLOUTS } from "../../src/chapters/callouts.js";
import { drawnBeside } from "../../src/document/beside.js";
import type { BlockNode, FigureNode, InlineNode, MemoTree, TableCell } from "../../src/document/tree.js";
import { drawChart } from "../../src/figures/render.js";
import { charts } from "../figures/charts.js";
import { sampleTree } from "../render/sample.js";

const place = { file: "chapters/02-effective.md", start: { line: 90, column: 1 } };

/** Rows of the long table that a picture of the page shows. */
export const ROWS_SHOWN = 6;

function chart(name: string, number: number, source: string, beside?: 2 | 3): FigureNode {
  const id = `fig-${name}`;
  const alt = `A chart of the kind ${name}`;
  const { svg, data, findings, warnings, ...extras } = drawChart(charts[name]?.(), {
    id,
    alt,
    ...(beside ? { beside } : {}),
  });
  const caption = [
    { type: "text" as const, text: `A chart of the kind ${name}, with a caption that takes a line and some` },
  ];
  const said = [{ type: "text" as const, text: source }];
  return {
    type: "figure",
    kind: "chart",
    id,
    number,
    blockId: id,
    caption,
    alt,
    source: said,
    svg,
    data,
    restsOn: ["gw.add"],
    place,
    extras,
  };
}

/** A table whose cells are Markdown: what stands in them is set as in running text. */
const markdownTable = (number: number, more: Partial<FigureNode> = {}): FigureNode => ({
  type: "figure",
  kind: "table",
  id: "tbl-cells",
  number,
  blockId: "tbl-cells",
  caption: [{ type: "text", text: "Cells of Markdown, beside numbers" }],
  alt: "",
  source: [],
  table: {
    columns: [
      { key: "what", label: "What", align: "left" },
      { key: "note", label: "Note", align: "left" },
      { key: "share", label: "Share", align: "right" },
    ],
    rows: [
      markdownRow("Words", "12%", [
        { type: "strong", children: [{ type: "text", text: "Strong" }] },
        { type: "text", text: ", " },
        { type: "emphasis", children: [{ type: "text", text: "slanted" }] },
        { type: "text", text: " and " },
        { type: "codespan", text: "code()" },
      ]),
      markdownRow("Links", "8%", [
        { type: "link", href: "https://example.org/", children: [{ type: "text", text: "a link" }] },
        { type: "text", text: ", CO" },
        { type: "subscript", children: [{ type: "text", text: "2" }] },
        { type: "text", text: " and 10" },
        { type: "superscript", children: [{ type: "text", text: "6" }] },
      ]),
      markdownRow("Lines", "80%", [
        { type: "text", text: "one" },
        { type: "break" },
        { type: "text", text: "below another" },
      ]),
    ],
  },
  data: [],
  restsOn: [],
  place,
  ...more,
});

const markdownRow = (what: string, share: string, children: readonly InlineNode[]): TableCell[] => [
  { text: what, value: what },
  { text: "as Markdown", value: "as Markdown", children },
  { text: share, value: share },
];

/** The sample memo, which has every kind of node, with what only looks tell apart: each callout, code to be read, charts of a wide and a narrow drawing. */
export function constructsTree(): MemoTree {
  const tree = sampleTree();
  const callouts = CALLOUTS.map(
    (callout): BlockNode => ({
      type: "quote",
      callout,
      children: [{ type: "paragraph", children: [{ type: "text", text: `A callout of the kind ${callout}.` }] }],
    }),
  );
  const echo: BlockNode = {
    type: "code",
    blockId: "shown",
    kind: "compute",
    text: 'const years = [2025, 2026]; // read as it stands\nconst count = output(years.length, { label: "Years", unit: "1" });',
    language: "ts",
    echo: true,
    place,
  };
  const more: BlockNode[] = [
    ...callouts,
    echo,
    chart("lines-log", 2, "Made up."),
    chart("ranges", 3, "Made up."),
    chart("grouped-bars", 4, "Made up."),
  ];
  const narrow = (name: string, number: number, beside: 2 | 3, letter?: string): FigureNode => {
    const figure = { ...chart(name, number, "Made up.", beside), source: [], beside };
    const shown = drawnBeside({ svg: figure.svg ?? "", ...figure.extras }, beside);
    if (!shown) throw new Error(`${name} has no room`);
    const id = `${figure.id}-${beside}`;
    return {
      ...figure,
      id,
      blockId: id,
      svg: shown.svg.replaceAll(figure.id, id),
      extras: {},
      ...(letter ? { part: { letter, of: "chart" } } : {}),
    };
  };
  const { svg: _, extras: __, ...whole } = { ...chart("lines-log", 5, "Made up."), id: "fig-whole", data: [] };
  more.push(
    {
      type: "layout",
      columns: 2,
      whole,
      children: [narrow("lines-log", 5, 2, "a"), narrow("grouped-bars", 5, 2, "b")],
    },
    {
      type: "layout",
      columns: 3,
      children: [narrow("lines-log", 6, 3), narrow("horizontal-bars", 7, 3), narrow("grouped-bars", 8, 3)],
    },
  );
  more.push(markdownTable(11), {
    type: "layout",
    columns: 2,
    children: [
      narrow("horizontal-bars", 12, 2),
      markdownTable(12, { id: "tbl-beside", blockId: "tbl-beside", beside: 2 }),
    ],
  });
  const chapters = tree.chapters.map((chapter, i) =>
    i === 1 ? { ...chapter, children: [...more, ...chapter.children] } : chapter,
  );
  return { ...tree, chapters };
}
