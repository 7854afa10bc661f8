import type { Diagnostic, Place } from "../diagnostic.js";
import type { FormatSpec } from "./library/format.js";

/** Declared with `const x = output(value, { … })` in a block; the argument is read from the code, never run. */
export interface OutputDeclaration {
  name: string;
  blockId: string;
  /** The path of the value that it names anew, `tightness.2026`. */
  of?: string;
  label: string;
  /** Unit expression of the value as blocks have it; "1" for a pure number. */
  unit: string;
  /** The declared unit where that is another: `%` of a share, which the format then prints in. */
  shown?: string;
  format: FormatSpec;
  /** Smallest material change: absolute (0.05) or relative to the old value ("1%"). */
  tolerance: { absolute: number } | { relative: number };
  /** The block gives no tolerance; the usual one stands in for it. */
  usualTolerance?: true;
  /** Key outputs are what sensitivity varies and review ranks first. */
  key: boolean;
  place: Place;
}

/** The outcome of a claim block: one boolean expression and by how much it holds. */
export interface ClaimResult {
  id: string;
  blockId: string;
  holds: boolean;
  /** Signed distance to the flip in the compared quantity's own terms; positive when it holds. Absent where no comparison decides. */
  margin?: number;
  /** Margin over the absolute right-hand side; absent when that is zero. */
  relativeMargin?: number;
  /** The comparison that decides, with its two sides. */
  left?: number;
  right?: number;
  operator?: string;
  /** The expression as written. */
  expression: string;
  place: Place;
}

/** One column of a data table. */
export interface Column {
  key: string;
  label: string;
  unit?: string;
  format?: FormatSpec;
  align: "left" | "right";
  /** Its numbers have bars beside them, or its cells are lists of numbers, drawn as lines. */
  drawn?: "bar" | "line";
  /** Its texts are Markdown. */
  markdown?: true;
}

/** The rows behind a figure, or a table's own. Cells are plain values. */
export interface DataTable {
  columns: readonly Column[];
  /** A list of numbers, in a column that draws lines, is a text of them with blanks between. */
  rows: readonly (readonly Cell[])[];
  /** Key of the column whose cells head groups of rows. */
  groups?: string;
  /** How many of the last rows are totals. */
  totals?: number;
}

export type Cell = number | string | boolean | null;

/** What an item of a chart comes to, in words, and where it stands in the drawing. */
export interface ChartTip {
  x: number;
  y: number;
  text: string;
}

/** What a page has of a chart besides its drawing. */
export interface ChartExtras {
  /** The same chart drawn for a narrow column, where it fits one. */
  narrow?: string;
  tips?: readonly ChartTip[];
  /** The tips of the narrow drawing. */
  narrowTips?: readonly ChartTip[];
}

/** What a chart block or table block came to. */
export type FigureResult =
  | ({ kind: "chart"; blockId: string; svg: string; data: readonly DataTable[] } & ChartExtras)
  | { kind: "table"; blockId: string; table: DataTable };

/** Why a block ran, or did not. */
export interface BlockStatus {
  blockId: string;
  state: "ran" | "cached";
  /** "not in the cache", "code changed", "given.gw.add changed", … */
  reason: string;
}

/** Everything one run of the graph gave, as plain data. */
export interface RunResult {
  /**
   * Values of the names asked for, by name. Functions are absent; Maps, Sets and Dates are kept.
   */
  values: ReadonlyMap<string, unknown>;
  /** For each block, the leaves of `given` its own run read (`gw.add.2026`), as traced; empty arrays for none. */
  reads: ReadonlyMap<string, readonly string[]>;
  /** Of names whose values hold parts of the assumptions that nothing has read yet (`const price = given.price`): which. */
  holds?: ReadonlyMap<string, { itself?: string; within: readonly string[] }>;
  claims: ReadonlyMap<string, ClaimResult>;
  figures: ReadonlyMap<string, FigureResult>;
  /** Ids of the charts that were left to another time; absent for none. */
  undrawn?: ReadonlySet<string>;
  status: readonly BlockStatus[];
  /** Lines printed with console.log, with the block that printed them. */
  printed: readonly { blockId: string; text: string }[];
  diagnostics: readonly Diagnostic[];
}

/** Draws figures, in the realm of blocks; loaded there only when a chart is not in the cache, so that notebook/ need not import figures/. */
export interface FigureRenderer {
  /** `Plot` as blocks see it: the library with `plot` returning a chart description instead of drawing. */
  readonly plot: Readonly<Record<string, unknown>>;
  /** Draws what a chart block returned. Throws an Error with a message for the author when it is no chart. */
  drawChart(
    value: unknown,
    chart: { id: string; alt: string; beside?: 2 | 3; thresholds?: readonly ChartThreshold[] },
  ): DrawnChart;
}

/** What a claim compares: to be drawn in a chart that shows one of the values. */
export interface ChartThreshold {
  values(): readonly unknown[];
  /** The limit, in the same unit; asked for only where one of the values is shown. */
  limit(): unknown;
  /** The chart's own code reads the values. */
  isUsed: boolean;
}

export interface DrawnChart extends ChartExtras {
  /** Normalised SVG: no style elements, ids prefixed with the figure's, light palette in hex, fonts named. */
  svg: string;
  /** Distinct arrays of plain objects that the marks were given, as tables; may be empty. */
  data: readonly DataTable[];
  /** Warnings about the chart as a whole, each a sentence. */
  warnings: readonly string[];
  /** What is wrong with one of its marks or options. */
  findings: readonly ChartFinding[];
}

/** A fault of a chart with a rule of its own. */
export interface ChartFinding {
  rule:
    | "notebook/empty-mark"
    | "notebook/dropped-rows"
    | "notebook/chart-option"
    | "notebook/chart-overlap"
    | "printed/share";
  severity: "error" | "warning" | "hint";
  message: string;
  hint?: string;
  /** Made where the mark was; its stack tells the line. The whole block where there is none. */
  at?: Error;
}
