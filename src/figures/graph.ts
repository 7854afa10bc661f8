import * as Plot from "@observablehq/plot";
import { largest } from "../lists.js";
import { chartFont } from "./chart-font.js";
import { inks, rampColors, size } from "./theme.js";

/** Nodes in their order and how many values flow between them, as plain data. */
export interface GraphDrawing {
  /** `short` stands at the head of a column. */
  nodes: readonly { name: string; short: string }[];
  /** Indices of `nodes`. */
  edges: readonly { from: number; to: number; values: number }[];
}

const ROW = 24;
const SIDE = 4;
const GAP = 8;
/** A column is as wide as a number of two digits at least. */
const CELL = { widest: 40, narrowest: 18 } as const;
/** What stands above the square. */
const HEAD = 48;

const widthOf = (text: string): number => chartFont().width(text, size.text);

/** A name, or its first words that fit. */
function shortened(name: string, width: number): string {
  if (widthOf(name) <= width) return name;
  const words = name.split(" ");
  while (words.length > 1 && widthOf(`${words.join(" ")}…`) > width) words.pop();
  return `${words.join(" ").replace(/[,;:]$/, "")}…`;
}

/**
 * The chart of a graph whose nodes have an order, as Plot options: the nodes down the diagonal of a square, and where the row of one
 * meets the column of another the number of values that flow from it to that. What stands right of the diagonal flows on, what stands
 * left of it flows back. Drawn with arcs, the graph of a memo's chapters is a tangle.
 */
export function graphChart({ nodes, edges }: GraphDrawing): Plot.PlotOptions {
  const names = Math.max(0, largest(nodes.map(({ name }) => widthOf(name))));
  const room = size.width - 2 * SIDE - GAP;
  const cell = Math.max(CELL.narrowest, Math.min(CELL.widest, (room - names) / Math.max(1, nodes.length)));
  const width = Math.min(size.widest, Math.max(size.width, nodes.length * cell + 2 * SIDE + GAP + 120));
  const left = width - 2 * SIDE - GAP - nodes.length * cell;
  const most = Math.max(1, largest(edges.map(({ values }) => values)));
  const step = (values: number): number => Math.ceil(Math.sqrt(values / most) * rampColors.length) - 1;
  const cells = edges.map(({ from, to, values }) => ({
    row: from + 1,
    column: to + 1,
    words: String(values),
    fill: rampColors[step(values)]?.light ?? inks.axis.light,
    ink: step(values) > 2 ? inks.background.light : inks.text.light,
  }));
  const places = nodes.map(({ name, short }, i) => ({ i: i + 1, name: shortened(name, left), short }));
  // Counted from 1, since at 0 the theme draws a line.
  const ends = [0.5, nodes.length + 0.5];
  const rule = { stroke: inks.grid.light, strokeWidth: 1 };
  return {
    width,
    height: HEAD + ROW * nodes.length + SIDE,
    marginTop: HEAD,
    marginBottom: SIDE,
    marginLeft: SIDE + left + GAP,
    marginRight: SIDE,
    x: { axis: null, label: null, line: false, type: "linear", domain: ends },
    y: { axis: null, label: null, type: "linear", domain: [...ends].reverse(), grid: false, line: false },
    marks: [
      Plot.ruleY(places, { y: "i", ...rule }),
      Plot.ruleX(places, { x: "i", ...rule }),
      Plot.rect(cells, {
        x1: ({ column }) => column - 0.5,
        x2: ({ column }) => column + 0.5,
        y1: ({ row }) => row - 0.5,
        y2: ({ row }) => row + 0.5,
        fill: "fill",
        inset: 0.75,
      }),
      Plot.text(cells, { x: "column", y: "row", text: "words", fill: "ink" }),
      Plot.dot(places, { x: "i", y: "i", r: 4, fill: inks.text.light }),
      Plot.text(places, {
        x: () => ends[0] ?? 0,
        y: "i",
        text: "name",
        textAnchor: "end",
        dx: -GAP,
        fill: inks.text.light,
      }),
      Plot.text(places, {
        x: "i",
        y: () => ends[0] ?? 0,
        text: "short",
        lineAnchor: "bottom",
        dy: -6,
        fill: inks.text.light,
      }),
      Plot.text(["values given to"], {
        x: () => (nodes.length + 1) / 2,
        y: () => ends[0] ?? 0,
        lineAnchor: "bottom",
        dy: -28,
        fill: inks.muted.light,
      }),
      Plot.text(["values given by"], {
        x: () => ends[0] ?? 0,
        y: () => ends[0] ?? 0,
        textAnchor: "end",
        lineAnchor: "bottom",
        dx: -GAP,
        dy: -6,
        fill: inks.muted.light,
      }),
    ],
  };
}
