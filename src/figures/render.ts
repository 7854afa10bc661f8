import * as Plot from "@observablehq/plot";
import { COLUMN_WIDTH } from "../chapters/columns.js";
import type { ChartExtras, ChartFinding, DrawnChart, FigureRenderer } from "../notebook/types.js";
import { once } from "../once.js";
import { isError } from "../rules/rule.js";
import { domainFindings, missingScale } from "./checks/domains.js";
import type { DrawnScales } from "./checks/drops.js";
import { type AuthorsMark, authorsMarks, drawnFindings, writtenFindings } from "./checks/findings.js";
import { mapFindings } from "./checks/maps.js";
import { originOf } from "./checks/origin.js";
import { standOut } from "./checks/over-fills.js";
import { checkedOptions } from "./checks/refused.js";
import { shareFindings } from "./checks/shares.js";
import { clippings, missingGlyphs, overlapFindings } from "./checks/texts.js";
import { type MarkRecord, watched } from "./checks/watch.js";
import { dataTables } from "./data.js";
import { withTheme } from "./defaults.js";
import { DrawnDocument } from "./dom/document.js";
import { ColorKey } from "./labels.js";
import { authorsOr, heightFor, labelsAtEnd, START, shapeOf } from "./layout/height.js";
import { fitMargins, type Margins, makeRoomForKey, type TextBox, textBoxes } from "./layout.js";
import { type Chart, plot as library } from "./plot.js";
import { inLines, type Relief, relieve, relieved } from "./relief.js";
import { marksOf } from "./shown.js";
import { normalizeSvg } from "./svg.js";
import { fontFamily, size } from "./theme.js";
import { hiddenBy, type Limit, limitsOf, PLACES, withLimitMarks } from "./thresholds.js";
import { isBand } from "./ticks.js";
import { tipsOf } from "./tips.js";

/** `Plot` as blocks see it. */
export const plot = library as unknown as FigureRenderer["plot"];

type Drawing = ReturnType<typeof Plot.plot>;

/**
 * Draws what a chart block gave. A first drawing tells the scales and how much room the text needs, a second one is the chart.
 *
 * @throws Error with a message for the author when the value is no chart, or the chart can't be kept as plain SVG.
 */
export function drawChart(
  value: unknown,
  { thresholds = [], beside = 2, ...chart }: Parameters<FigureRenderer["drawChart"]>[1],
): DrawnChart {
  const options = checkedOptions(value);
  const { isHouse } = value as Chart;
  const authors = authorsMarks(options.marks);
  const written = isHouse ? [] : writtenFindings(options, authors);
  const refused = (findings: ChartFinding[]): DrawnChart => ({ svg: "", data: [], warnings: [], findings });
  const before = isHouse ? [] : [...domainFindings(options), ...mapFindings(options, authors)];
  if (before.length > 0) return refused([...written, ...before]);
  try {
    const bare = layOut(withKey(options), authors, chart);
    const limits = isHouse ? [] : limitsOf(thresholds, options, bare.records, bare.scales);
    const laid = withLimits(limits, options, authors, chart, () => bare);
    const { records, scales } = laid;
    const overlaps = laid.overlaps();
    const drawn = laid.finished();
    return {
      ...drawn,
      data: dataTables(markData(options.marks)),
      ...narrowOf(value as Chart, chart, COLUMN_WIDTH[beside], limits, bare.first, [
        ...drawn.warnings,
        ...overlaps.map(({ message }) => message),
      ]),
      findings: [
        ...(isHouse ? [] : [...written, ...drawnFindings(authors, records, scales), ...shareFindings(options, laid)]),
        ...overlaps,
      ],
    };
  } catch (error) {
    // Where a field is missing the library may stumble over it in words of its own.
    if (written.some(isError)) return refused(written);
    const missing = missingScale(error, authors);
    if (missing) return refused([...written, missing]);
    throw error;
  }
}

/** Margins that an author sets hold for the wide drawing alone: on a phone they would take what the chart needs. */
const NO_MARGINS = {
  margin: undefined,
  marginTop: undefined,
  marginRight: undefined,
  marginBottom: undefined,
  marginLeft: undefined,
};

/** The chart once more for a narrow column; nothing where something has no room there, or the chart has no more anyway. */
function narrowOf(
  { options, forWidth }: Chart,
  chart: { id: string; alt: string },
  column: number,
  limits: readonly Limit[],
  first: FirstDrawing,
  known: readonly string[],
): ChartExtras {
  if (options.width !== undefined && options.width <= column) return {};
  const narrow = withShortLines({ ...(forWidth?.(column) ?? { ...options, ...NO_MARGINS }), width: column }, column);
  try {
    const authors = authorsMarks(narrow.marks);
    const named = { ...chart, id: `${chart.id}-narrow`, narrow: true };
    // Scales that don't follow from the chart's size are known from the wide one.
    const seen = forWidth === undefined && !isCountedInPixels(options) ? first : undefined;
    const bare = (): Laid => layOut(withKey(narrow), authors, named, seen);
    const { overlaps, finished } = withLimits(limits, narrow, authors, named, bare);
    const isKnown = (trouble: string): boolean => known.includes(trouble);
    if (!overlaps().every(({ message }) => isKnown(message))) return {};
    const { svg, tips, warnings } = finished();
    return warnings.every(isKnown) ? { narrow: svg, ...(tips ? { narrowTips: tips } : {}) } : {};
  } catch {
    return {};
  }
}

/**
 * The chart with lines at its limits, their words where they lie over no others and hide least, at the first of such places; without those where there
 * is no such place.
 */
function withLimits(
  limits: readonly Limit[],
  options: Plot.PlotOptions,
  authors: readonly AuthorsMark[],
  chart: Parameters<typeof layOut>[2],
  bareOf: () => Laid,
): Laid {
  if (limits.length === 0) return bareOf();
  const bare = once(bareOf);
  const overlapsAnyway = ({ message }: ChartFinding): boolean =>
    bare()
      .overlaps()
      .some((known) => known.message === message);
  const isAsGood = ({ overlaps, finished }: Laid): boolean => {
    if (!overlaps().every(overlapsAnyway)) return false;
    const { warnings } = finished();
    return warnings.length === 0 || warnings.length <= bare().finished().warnings.length;
  };
  let best: { laid: Laid; hidden: number } | undefined;
  let first: FirstDrawing | undefined;
  for (const place of PLACES) {
    const marks = withLimitMarks(options.marks, limits, place);
    // Wherever the words stand, the scales are the same.
    const laid = layOut(withKey({ ...options, marks }), authors, chart, first);
    first = laid.first;
    const hidden = hiddenBy(limits, laid.boxes, laid.records.values());
    if (best && hidden >= best.hidden) continue;
    if (isAsGood(laid)) best = { laid, hidden };
    if (best?.hidden === 0) break;
  }
  return best?.laid ?? bare();
}

/** Labels of axes in as many lines as they need, and room for those along the bottom where its margin is set. */
function withShortLines(options: Plot.PlotOptions, column: number): Plot.PlotOptions {
  const result: Plot.PlotOptions = { ...options };
  for (const name of ["x", "y"] as const) {
    const label = options[name]?.label;
    if (typeof label !== "string") continue;
    const lines = inLines(label, column - 2 * size.line);
    result[name] = { ...options[name], label: lines.join("\n") };
    if (name !== "x") continue;
    const more = (lines.length - 1) * size.line;
    if (options.marginBottom !== undefined) result.marginBottom = options.marginBottom + more;
    if (options.height !== undefined) result.height = options.height + more;
  }
  return result;
}

/** A drawing that only tells the scales, and what each of the author's marks is left with. */
interface FirstDrawing {
  drawing: Drawing;
  records: ReadonlyMap<unknown, MarkRecord>;
}

/** A chart whose texts have their room. */
interface Laid {
  first: FirstDrawing;
  boxes: readonly TextBox[];
  records: ReadonlyMap<unknown, MarkRecord>;
  scales: DrawnScales;
  /** Texts that lie over each other. Looked for once, when it is asked for, as what follows is made. */
  overlaps(): ChartFinding[];
  /** The same to be shown. */
  finished(): Pick<DrawnChart, "svg" | "warnings" | "tips">;
}

/** Ways to help the labels of one chart. */
const MOST_RELIEF = 10;

/** @param known the first drawing, where it was made for another width, or for the same marks in other places */
function layOut(
  options: Plot.PlotOptions,
  authors: readonly AuthorsMark[],
  chart: { id: string; alt: string; narrow?: boolean },
  known?: FirstDrawing,
): Laid {
  const warnings: string[] = [];
  const wanted = new Set<unknown>(authors.flatMap(({ marks }) => marks));
  let said: string[] = [];
  const width = options.width ?? size.width;
  let margins = authorsOr(options, START);
  const first = known ?? firstDrawing({ ...options, width, ...margins }, wanted);
  let { drawing, records } = first;
  const draw = (extra: Plot.PlotOptions): void => {
    said = [];
    const { marks = [], ...rest } = { ...options, ...extra };
    const [stands, told] = watched(marks, wanted);
    records = told;
    drawing = withWarnings(said, () => drawOnce({ ...rest, marks: stands as Plot.Markish[] }));
  };

  const themed = withTheme(options, first.drawing, warnings);
  const shape = shapeOf(options, drawing);
  let relief: Relief = { wrapped: {} };
  let boxes: TextBox[] = [];
  for (let step = 0; step < MOST_RELIEF; step++) {
    const given = relief.thinned === undefined ? themed : withTheme(options, first.drawing, [], relief.thinned);
    const helped = relieved(given, relief, drawing);
    // Ticks may change with the room they are given, so the fit may take a second try.
    for (let pass = 0; pass < 3; pass++) {
      const rowsHeight = (): number => heightFor(drawing, margins, boxes, labelsAtEnd(authors, records));
      const height =
        // Names in several lines make rows higher than the author knew.
        options.height !== undefined && chart.narrow && isBand(drawing.scale("y"))
          ? Math.max(options.height, rowsHeight())
          : (options.height ?? shape?.(drawing, margins) ?? rowsHeight());
      draw({ ...helped, ...margins, height });
      boxes = textBoxes(drawing);
      const fitted = authorsOr(options, fitMargins(boxes, margins, width, height));
      if (isClose(fitted, margins)) break;
      margins = fitted;
    }
    const next = relieve(boxes, drawing, options, relief);
    if (!next) break;
    relief = next;
    margins = authorsOr(options, START);
  }
  const placed = once(() => (makeRoomForKey(drawing, boxes) ? textBoxes(drawing) : boxes));
  return {
    first,
    boxes,
    records,
    scales: scalesOf(drawing, options),
    overlaps: once(() => overlapFindings(placed())),
    finished: once(() => finish(drawing, placed(), records, [...warnings, ...said], options, chart)),
  };
}

/** What came of a chart, from its last drawing, the texts in it and what was warned of until then. */
function finish(
  drawing: Drawing,
  boxes: readonly TextBox[],
  records: Laid["records"],
  before: readonly string[],
  options: Plot.PlotOptions,
  chart: { id: string; alt: string },
): ReturnType<Laid["finished"]> {
  standOut(drawing, boxes);
  const normal = normalizeSvg(drawing, { ...chart, ...insteadOf(options.color) });
  const found = [before, normal.warnings, clippings(drawing, boxes), missingGlyphs(normal.text)];
  const [x, y] = (["x", "y"] as const).map((name) => {
    const scale = drawing.scale(name);
    return { bandwidth: scale?.bandwidth, label: options[name]?.label ?? scale?.label };
  });
  const tips = tipsOf(records, { x, y });
  return { svg: normal.svg, warnings: [...new Set(found.flat())], ...(tips.length > 0 ? { tips } : {}) };
}

/** What a scale of the library's own colours can be in those of the palette, which the page changes with its paper. */
function insteadOf({ type, scheme, interpolate }: Plot.ScaleOptions = {}): { instead?: string } {
  if (type?.startsWith("diverging"))
    return {
      instead: `two sides of a value are told apart by \`color: { type: "threshold", domain: [0], range: [Plot.palette.orange, Plot.palette.blue] }\``,
    };
  const own = scheme === undefined ? (interpolate === undefined ? undefined : "interpolate") : "scheme";
  return own === undefined ? {} : { instead: `without \`${own}\` the scale has those of the page` };
}

/** What is drawn of a chart to tell its scales: no mark, and no axis unless its room decides how high the chart is, and that what is counted. */
function firstDrawing(options: Plot.PlotOptions, wanted: ReadonlySet<unknown>): FirstDrawing {
  const withAxes = options.height === undefined && isCountedInPixels(options);
  const { marks = [], ...rest } = withAxes ? options : withoutAxes(options);
  const [stands, records] = watched(marks, wanted, false);
  const drawing = withWarnings([], () => drawOnce({ ...rest, marks: stands as Plot.Markish[] }));
  return { drawing, records };
}

/** Whether scales may follow from a chart's size: a map's, and those of what is counted in pixels. */
function isCountedInPixels(options: Plot.PlotOptions): boolean {
  const isPlaced = (mark: Plot.Mark): boolean => {
    const origin = originOf(mark);
    // Labels at their marks are placed by an initializer of their own, which no scale follows from.
    const written = origin?.call === "directLabels" ? origin.options : mark;
    return (written as { initializer?: unknown }).initializer != null;
  };
  return options.projection != null || options.aspectRatio != null || marksOf(options).some(isPlaced);
}

function withoutAxes(options: Plot.PlotOptions): Plot.PlotOptions {
  const none = { axis: null, grid: null } as const;
  const bare: Plot.PlotOptions = { ...options, axis: null, grid: false };
  for (const name of ["x", "y", "fx", "fy", "facet"] as const)
    if (options[name]) bare[name] = { ...options[name], ...none } as object;
  return bare;
}

/** The scales of a drawing, and which of them have bounds that an author set. */
export function scalesOf(drawing: Drawing, options: Plot.PlotOptions): DrawnScales {
  const isBounded = (name: string): boolean =>
    (name === "x" || name === "y") && options[name]?.domain !== undefined && !options.clip && !options[name]?.clamp;
  const get = (name: string): Plot.Scale | undefined => {
    const scale = drawing.scale(name as Plot.ScaleName);
    // A logarithmic scale of colours that was cut into classes has no place for what it had none for.
    return scale && name === "color" && options.color?.type === "log" ? { ...scale, type: "log" } : scale;
  };
  return { get, isBounded, isProjected: options.projection != null };
}

/** Puts the colour key in place of the library's legend, which is HTML. */
function withKey(options: Plot.PlotOptions): Plot.PlotOptions {
  const { color, marks = [] } = options;
  if (!color?.legend) return options;
  const { legend: _, ...rest } = color;
  const { label, tickFormat } = color;
  const key = new ColorKey({
    ...(typeof label === "string" ? { label } : {}),
    ...(typeof tickFormat === "function"
      ? { format: (value) => String((tickFormat as (value: unknown, index: number) => unknown)(value, 0)) }
      : {}),
  });
  return { ...options, color: rest, marks: [...marks, key] };
}

function drawOnce(options: Plot.PlotOptions): Drawing {
  const { style: _style, className: _class, ariaLabel: _label, ariaDescription: _description, ...rest } = options;
  const drawing = Plot.plot({ ...rest, document: new DrawnDocument() as unknown as Document, figure: false });
  drawing.setAttribute("font-size", String(size.text));
  drawing.setAttribute("font-family", fontFamily);
  // The library marks a chart that has warnings; they are reported instead.
  const last = drawing.lastElementChild;
  if (last?.localName === "text" && last.textContent?.startsWith("\u26a0")) last.remove();
  return drawing;
}

/** Text has the room it needs and no more than a few pixels over. */
const isClose = (needed: Margins, given: Margins): boolean =>
  (Object.keys(needed) as (keyof Margins)[]).every(
    (side) => needed[side] <= given[side] && given[side] - needed[side] <= 6,
  );

/** Runs `draw` with the library's warnings collected instead of printed. */
function withWarnings<T>(warnings: string[], draw: () => T): T {
  const { warn } = console;
  console.warn = (...parts: unknown[]) => {
    warnings.push(
      parts
        .map(String)
        .join(" ")
        .replace(/^Warning: /, ""),
    );
  };
  try {
    return draw();
  } finally {
    console.warn = warn;
  }
}

/** What the author's marks were given, nested marks included. */
function markData(marks: Plot.Markish | readonly Plot.Markish[] | undefined): unknown[] {
  if (Array.isArray(marks)) return marks.flatMap((mark) => markData(mark as Plot.Markish));
  return marks instanceof Plot.Mark ? [(marks as { data?: unknown }).data] : [];
}
