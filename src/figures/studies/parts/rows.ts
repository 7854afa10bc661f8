import * as Plot from "@observablehq/plot";
import { largest } from "../../../lists.js";
import { size } from "../../theme.js";
import { halo, muted, text } from "./inks.js";
import { widthOf, wrapped } from "./words.js";

/** One row of a chart: what it is about, written above what is drawn in it, so that long labels take no width from the drawing. */
export interface Row {
  /** Unlike all others; labels may be alike. */
  key: string;
  label: string;
  /** Said at the right end of the label's line, where there is room. */
  note?: string;
}

/** Rows as they are laid out. */
export interface Rows {
  /** Options that set height, margins and the scale of the rows. */
  frame: Plot.PlotOptions;
  /** Insets of what fills a row's height below the label. */
  inset: { insetTop: number; insetBottom: number };
  /** Vertical middle of that, from the middle of the row. */
  middle: number;
  /** Labels and notes, to be drawn last. */
  words: Plot.Markish[];
}

/** Height of a bar. */
export const BAR = 14;
/** Height that one kind of dots needs. */
export const DOT = 10;
/** Margins are set, so that rows have the height they are meant to have. */
export const MARGIN = { side: 4, axis: 48, top: 8, key: 28, said: 26 } as const;
/** Pixels that a row takes of a chart's width. */
export const rowWidth = (width: number): number => width - 2 * MARGIN.side;

const BETWEEN = 9;
/** From the letters of a label down to the drawing. */
const BASELINE = 7;

/**
 * Rows whose drawing is `thick` pixels high.
 *
 * @param above what stands above the first row: a colour key, words at a line
 * @param width of the chart, in pixels
 */
export function rowsOf(
  rows: readonly Row[],
  thick: number,
  width: number,
  above: { key?: boolean; said?: boolean } = {},
): Rows {
  const labels = rowLabels(rows, rowWidth(width));
  const head = size.line * Math.max(1, largest(labels.map(({ words }) => words.split("\n").length))) + 4;
  const height = head + thick + BETWEEN;
  const marginTop = (above.key ? MARGIN.key : 0) + (above.said ? MARGIN.said : MARGIN.top);
  return {
    frame: {
      height: marginTop + MARGIN.axis + height * rows.length,
      marginTop,
      marginBottom: MARGIN.axis,
      marginLeft: MARGIN.side,
      marginRight: MARGIN.side,
      y: { axis: null, label: null, line: false, type: "band", padding: 0, domain: rows.map(({ key }) => key) },
    },
    inset: { insetTop: head, insetBottom: BETWEEN },
    middle: head + thick / 2 - height / 2,
    words: labelMarks(labels, head - BASELINE - height / 2),
  };
}

interface RowLabel {
  key: string;
  /** In lines. */
  words: string;
  /** Empty where the last line leaves no room for it. */
  note: string;
}

/** Labels that fit the width; alike ones are told apart by their keys. */
function rowLabels(rows: readonly Row[], width: number): RowLabel[] {
  return rows.map(({ key, label, note = "" }) => {
    const alike = rows.filter((row) => row.label === label).length > 1;
    const lines = wrapped(alike ? `${label} (${key})` : label, width);
    const room = width - widthOf(lines.at(-1) ?? "") - 16;
    return { key, words: lines.join("\n"), note: widthOf(note) <= room ? note : "" };
  });
}

/** @param dy where the last line stands, from the middle of the row */
function labelMarks(labels: readonly RowLabel[], dy: number): Plot.Markish[] {
  const line = { y: "key", dy, lineAnchor: "bottom", lineHeight: size.line / size.text, ...halo } as const;
  return [
    Plot.text(labels, { ...line, text: "words", frameAnchor: "left", textAnchor: "start", fill: text }),
    Plot.text(
      labels.filter(({ note }) => note !== ""),
      { ...line, text: "note", frameAnchor: "right", textAnchor: "end", fill: muted },
    ),
  ];
}

/** A line across the drawing of every row at `x`, which leaves the labels alone. */
export const rowLine = (
  rows: readonly Row[],
  x: number,
  { inset }: Rows,
  options: Plot.TickXOptions = {},
): Plot.Markish =>
  Plot.tickX(rows, {
    x: () => x,
    y: "key",
    stroke: text,
    insetTop: inset.insetTop - 2,
    insetBottom: inset.insetBottom - 2,
    ...options,
  });
