import * as Plot from "@observablehq/plot";
import { adopt } from "./adopt.js";
import { trace } from "./checks/origin.js";
import { type GraphDrawing, graphChart } from "./graph.js";
import { colorKey, directLabels } from "./labels.js";
import { type StudyDrawing, studyChart } from "./studies/index.js";
import { inks, lineWidth, rampColors, seriesColors, size } from "./theme.js";

/** A chart not drawn yet: what `Plot.plot` gives to a block. */
export class Chart {
  readonly #options: Plot.PlotOptions;

  constructor(
    options: Plot.PlotOptions,
    /** Made by this tool: its marks are its own matter. */
    readonly isHouse = false,
    /** The same for a column that many pixels wide, where it is not the same options. */
    readonly forWidth?: (width: number) => Plot.PlotOptions,
  ) {
    this.#options = options;
  }

  /** The options as written; the theme comes in when the chart is drawn. */
  get options(): Plot.PlotOptions {
    return this.#options;
  }
}

/**
 * `Plot` as blocks see it: the library, with `plot` returning a description, wider lines, thin gaps between stacked pieces, and
 *
 * - `Plot.directLabels(rows, {x, y, z})`: series named at their last point;
 * - `Plot.colorKey()`: swatches above the chart;
 * - `Plot.palette.blue`, … : the theme's colours;
 * - `Plot.ramp(n)`: n ordered colours, faint to strong.
 */
export type PlotLibrary = Omit<typeof Plot, "plot" | "legend"> & {
  plot(options?: Plot.PlotOptions): Chart;
  directLabels: typeof directLabels;
  colorKey: typeof colorKey;
  palette: Readonly<Record<string, string>>;
  ramp: typeof ramp;
  /** The chart of a sweep; what a chapter's sweeps are drawn with. */
  study(drawing: StudyDrawing): Chart;
  /** The chart of a memo's own graph. */
  graph(drawing: GraphDrawing): Chart;
};

type Callable = (...values: unknown[]) => unknown;
type Options = Record<string, unknown>;

/**
 * Colours for `n` ordered classes, spread over the theme's ramp. Up to six are distinct.
 * @throws Error for more than six.
 */
export function ramp(n: number): string[] {
  const most = rampColors.length;
  if (!Number.isInteger(n) || n < 1 || n > most) throw new Error(`a ramp has 1 to ${most} colours, not ${n}`);
  // Few classes avoid the palest steps, which stand out least from the background.
  const steps =
    n === 1
      ? [3]
      : Array.from({ length: n }, (_, i) => Math.round((n < 5 ? 1 : 0) + (i * (most - 1 - (n < 5 ? 1 : 0))) / (n - 1)));
  return steps.map((step) => rampColors[step]?.light ?? "");
}

const lines = { strokeWidth: lineWidth, strokeLinejoin: "round", strokeLinecap: "round" };

/** Pieces that touch are told apart by a gap in the background's colour. */
const gap = { stroke: inks.background.light, strokeWidth: 0.75 };

const defaults: Readonly<Record<string, (data: unknown, options: Options) => Options>> = {
  line: () => lines,
  lineX: () => lines,
  lineY: () => lines,
  dot: () => ({ r: 4 }),
  dotX: () => ({ r: 4 }),
  dotY: () => ({ r: 4 }),
  areaX: separated,
  areaY: separated,
  barX: separated,
  barY: separated,
  // The library's own colours here are none of the theme's.
  boxX: box,
  boxY: box,
  differenceX: difference,
  differenceY: difference,
};

function box(): Options {
  return { fill: inks.axis.light };
}

function difference(): Options {
  return { positiveFill: "green", negativeFill: "orange" };
}

function separated(data: unknown, { fill, fillOpacity, stroke }: Options): Options {
  const first = Array.isArray(data) ? data[0] : undefined;
  const isField = typeof fill === "string" && typeof first === "object" && first !== null && fill in first;
  const isChannel = isField || typeof fill === "function" || (typeof fill === "object" && fill !== null);
  return isChannel && fillOpacity === undefined && stroke === undefined ? gap : {};
}

function wrap(name: string, call: Callable): Callable {
  const extra = defaults[name];
  return (...values) => {
    const adopted = values.map((value) => adopt(counted(value)));
    const [data, options] = adopted;
    if (extra && options !== null && (options === undefined || typeof options === "object")) {
      const given = (options ?? {}) as Options;
      adopted[1] = { ...extra(data, given), ...given };
    }
    const result = call(...adopted);
    trace(name, adopted, result);
    return result;
  };
}

/** A generator gives its rows once, and a chart is drawn more than once. */
function counted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) return value;
  return Symbol.iterator in value ? [...(value as Iterable<unknown>)] : value;
}

const draw = (options: Plot.PlotOptions = {}): Chart => new Chart(adopt(options) as Plot.PlotOptions);

function library(): PlotLibrary {
  const entries = Object.entries(Plot as unknown as Record<string, unknown>).map(([name, value]) =>
    typeof value === "function" && /^[a-z]/.test(name) ? [name, wrap(name, value as Callable)] : [name, value],
  );
  // The library lets a mark plot itself, `Plot.dot(…).plot({…})`; that too gives a description.
  Object.assign(Plot.Mark.prototype, {
    plot(this: Plot.Mark, { marks = [], ...options }: Plot.PlotOptions = {}) {
      return draw({ ...options, marks: [...marks, this] as Plot.Markish[] });
    },
  });
  return Object.freeze({
    ...Object.fromEntries(entries),
    plot: draw,
    legend: () => {
      throw new Error("`Plot.legend` is drawn outside the chart; use `Plot.directLabels` or `color: {legend: true}`");
    },
    directLabels: wrap("directLabels", directLabels as Callable),
    colorKey: wrap("colorKey", colorKey as Callable),
    palette: Object.freeze(
      Object.fromEntries([...seriesColors, ...Object.values(inks)].map(({ name, light }) => [name, light])),
    ),
    ramp,
    study: (given: unknown) => {
      const drawing = adopt(given) as StudyDrawing;
      return new Chart(studyChart(drawing, size.width), true, (width) => studyChart(drawing, width));
    },
    graph: (drawing: unknown) => new Chart(graphChart(adopt(drawing) as GraphDrawing), true),
  }) as unknown as PlotLibrary;
}

/** The one instance handed to every block. */
export const plot: PlotLibrary = library();
