import * as Plot from "@observablehq/plot";
import { COLUMN_WIDTH } from "../chapters/columns.js";
import { largest } from "../lists.js";
import type { ChartExtras, ChartFinding, DrawnChart, FigureRenderer } from "../notebook/types.js";
import { once } from "../once.js";
import { isError } from "../rules/rule.js";
import { chartFont } from "./chart-font.js";
import { domainFindings, missingScale } from "./checks/domains.js";
import type { DrawnScales } from "./checks/drops.js";
import { type AuthorsMark, authorsMarks, drawnFindings, writtenFindings } from "./checks/findings.js";
import { mapFindings } from "./checks/maps.js";
import { originOf } from "./checks/origin.js";
import { type MarkRecord, watched } from "./checks/watch.js";
import { dataTables } from "./data.js";
import { withTheme } from "./defaults.js";
import { DrawnDocument } from "./dom/document.js";
import { ColorKey } from "./labels.js";
import { clipped, fitMargins, type Margins, makeRoomForKey, overlapping, type TextBox, textBoxes } from "./layout.js";
import { Chart, plot as library } from "./plot.js";
import { inLines, linesOf, type Relief, relieve, relieved } from "./relief.js";
import { marksOf } from "./shown.js";
import { normalizeSvg } from "./svg.js";
import { fontFamily, size } from "./theme.js";
import { hiddenBy, type Limit, limitsOf, PLACES, withLimitMarks } from "./thresholds.js";
import { isBand } from "./ticks.js";
import { tipsOf } from "./tips.js";
import { fewOf } from "./words.js";

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
  const options = checked(value);
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
      findings: [...(isHouse ? [] : [...written, ...drawnFindings(authors, records, scales)]), ...overlaps],
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
  const normal = normalizeSvg(drawing, chart);
  const found = [before, normal.warnings, clippings(drawing, boxes), missingGlyphs(normal.text)];
  const [x, y] = (["x", "y"] as const).map((name) => {
    const scale = drawing.scale(name);
    return { bandwidth: scale?.bandwidth, label: options[name]?.label ?? scale?.label };
  });
  const tips = tipsOf(records, { x, y });
  return { svg: normal.svg, warnings: [...new Set(found.flat())], ...(tips.length > 0 ? { tips } : {}) };
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
  return { get: (name) => drawing.scale(name as Plot.ScaleName), isBounded, isProjected: options.projection != null };
}

/** The options of a chart, once what can't be drawn is refused. */
function checked(value: unknown): Plot.PlotOptions {
  if (!(value instanceof Chart)) {
    const found =
      value === undefined
        ? "nothing"
        : value instanceof Plot.Mark || (Array.isArray(value) && value.some((v) => v instanceof Plot.Mark))
          ? "a mark"
          : Array.isArray(value)
            ? "an array"
            : value === null
              ? "null"
              : `a value of type ${typeof value}`;
    throw new Error(`a chart block ends in a call of \`Plot.plot({…})\`; this one ends in ${found}`);
  }
  const { options } = value;
  if (authorsMarks(options.marks).some(({ marks }) => marks.some((mark) => mark instanceof Plot.Raster)))
    throw new Error(
      "`Plot.raster` paints pixels, for which a report has no canvas; use `Plot.contour`, `Plot.rect` or `Plot.cell`",
    );
  for (const name of ["title", "subtitle", "caption"] as const)
    if (options[name] != null)
      throw new Error(`\`${name}\` is drawn outside the chart; say it in the block's \`caption\` or in an axis label`);
  for (const name of ["symbol", "opacity", "r"] as const)
    if ((options[name] as { legend?: unknown } | undefined)?.legend)
      throw new Error(
        `a legend of \`${name}\` is drawn outside the chart; label the marks with \`Plot.directLabels\` or \`Plot.text\``,
      );
  return options;
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

/** Margins of a first drawing, wide enough that the library doesn't drop ticks. */
const START: Margins = { marginTop: 30, marginRight: 60, marginBottom: 45, marginLeft: 60 };

/** The author's margins, where there are any. */
function authorsOr(options: Plot.PlotOptions, fitted: Margins): Margins {
  const one = (name: keyof Margins): number => options[name] ?? options.margin ?? fitted[name];
  return {
    marginTop: one("marginTop"),
    marginRight: one("marginRight"),
    marginBottom: one("marginBottom"),
    marginLeft: one("marginLeft"),
  };
}

/** Text has the room it needs and no more than a few pixels over. */
const isClose = (needed: Margins, given: Margins): boolean =>
  (Object.keys(needed) as (keyof Margins)[]).every(
    (side) => needed[side] <= given[side] && given[side] - needed[side] <= 6,
  );

/** Pixels that rows take before they stand closer. */
const ROWS_ROOM = 900;

/** A chart grows with its rows and labels up to this. */
const HIGHEST = 2400;

/** Room for every row of a chart of bars or dots; else the theme's height, or what the text around and at the ends of lines takes. */
function heightFor(drawing: Drawing, margins: Margins, boxes: readonly TextBox[], labels: number): number {
  const y = drawing.scale("y");
  const panels = [...(drawing.scale("fy")?.domain ?? [])].length;
  const around = margins.marginTop + margins.marginBottom;
  const rows = [...(y?.domain ?? [])].length;
  const lines = linesOf(boxes, "y-axis tick label") * size.line;
  const row = Math.max(size.row, lines + 8);
  if (isBand(y)) {
    const all = Math.max(1, panels) * Math.max(1, rows);
    // Many rows stand closer, so that the page of a PDF, which takes the whole chart, leaves them larger letters.
    return Math.min(HIGHEST, around + all * Math.max(lines + 2, Math.min(row, ROWS_ROOM / all)));
  }
  if (y === undefined) return around + 2 * size.row;
  const inside = Math.max(LEAST_INSIDE, Math.min(labels, MOST_LABELS) * size.line);
  return panels > 1 ? around + panels * 4 * size.row : Math.max(size.height, around + inside);
}

/** Pixels that are left for a chart itself, whatever its labels take. */
const LEAST_INSIDE = 170;
const MOST_LABELS = 40;

/** The most labels that stand below one another at the ends of lines. */
function labelsAtEnd(authors: readonly AuthorsMark[], records: ReadonlyMap<unknown, MarkRecord>): number {
  const counts = authors.flatMap(({ origin, marks }) =>
    origin?.call !== "directLabels"
      ? []
      : marks.flatMap((mark) => (records.get(mark)?.panels ?? []).map(({ kept }) => kept.length)),
  );
  return Math.max(0, largest(counts));
}

/** Texts of a finished chart that can't be read for one another. */
function overlapFindings(boxes: readonly TextBox[]): ChartFinding[] {
  const pairs = overlapping(boxes);
  const [first] = pairs;
  if (!first) return [];
  const more = pairs.length - 1;
  const others = more === 0 ? "" : `, and so do ${more === 1 ? "two other texts" : `${more} other pairs`}`;
  const roles = new Set(pairs.flat().map(({ role }) => role));
  const hint = roles.has("x-axis tick label")
    ? "set names down the side with `Plot.barX`, shorten them, or show fewer: `x: {ticks: […]}`"
    : roles.has("text")
      ? "move one with `dx` or `dy`, label fewer, or let `Plot.directLabels` keep them apart"
      : "shorten them, or give the chart more room: `width`, `height`, `fx: {padding: 0.3}`";
  return [
    {
      rule: "notebook/chart-overlap",
      severity: "warning",
      message: `\`${first[0].text}\` and \`${first[1].text}\` lie over each other${others}`,
      hint,
    },
  ];
}

/** Of a map, as a share of its width; a taller one is drawn as narrow as it must be. */
const TALLEST = 1.5;

/** The height of a chart whose shape is given by a map's projection or by `aspectRatio`; undefined for others. */
function shapeOf(
  options: Plot.PlotOptions,
  first: Drawing,
): ((drawing: Drawing, margins: Margins) => number) | undefined {
  const width = options.width ?? size.width;
  const heightOf = (drawing: Drawing): number => Number(drawing.getAttribute("height"));
  if (options.projection != null) {
    // The first drawing has the height that the library finds for the width without margins.
    const ratio = (heightOf(first) - START.marginTop - START.marginBottom) / width;
    return (_, { marginTop, marginRight, marginBottom, marginLeft }) =>
      Math.round(marginTop + marginBottom + Math.min(ratio, TALLEST) * (width - marginLeft - marginRight));
  }
  const { aspectRatio } = options;
  if (aspectRatio == null) return undefined;
  let margins = authorsOr(options, START);
  return (drawing, next) => {
    const [across, up] = [pixelsPerUnit(drawing.scale("x")), pixelsPerUnit(drawing.scale("y"))];
    const inside = heightOf(drawing) - margins.marginTop - margins.marginBottom;
    const wider = (width - next.marginLeft - next.marginRight) / (width - margins.marginLeft - margins.marginRight);
    margins = next;
    return Math.round(next.marginTop + next.marginBottom + (inside * across * wider) / (Number(aspectRatio) * up));
  };
}

/** How long a unit of a scale is drawn, or a class of it. */
function pixelsPerUnit(scale: Plot.Scale | undefined): number {
  if (!scale) return 1;
  if (scale.step !== undefined) return scale.step;
  const [from = 0, to = 0] = [...(scale.range ?? [])].map(Number);
  const ends = [...(scale.domain ?? [])].map((end) => (scale.type === "log" ? Math.log(Number(end)) : Number(end)));
  return Math.abs(to - from) / Math.abs((ends.at(-1) ?? 0) - (ends.at(0) ?? 0));
}

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

/** One sentence a side, however many texts are cut off there. */
function clippings(drawing: Drawing, boxes: readonly TextBox[]): string[] {
  const [width, height] = [Number(drawing.getAttribute("width")), Number(drawing.getAttribute("height"))];
  const sides = new Map<string, { texts: Set<string>; most: number }>();
  for (const { box, side, by } of clipped(boxes, width, height)) {
    const known = sides.get(side) ?? { texts: new Set(), most: 0 };
    known.texts.add(box.text);
    sides.set(side, { texts: known.texts, most: Math.max(known.most, by) });
  }
  return [...sides].map(([side, { texts, most }]) => {
    const said = [...texts].map((text) => `\`${text}\``);
    const some = said.length === 1 ? `${said[0]} is` : `${fewOf(said)} are`;
    const upTo = said.length === 1 ? "by" : "by up to";
    return `${some} cut off at the ${side} ${upTo} ${Math.ceil(most)} pixels; give ${said.length === 1 ? "it" : "them"} more margin or less text`;
  });
}

function missingGlyphs(text: readonly string[]): string[] {
  const missing = new Set<string>();
  for (const character of text.join("")) {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0x20 && !chartFont().has(code)) missing.add(character);
  }
  if (missing.size === 0) return [];
  const said = [...missing].map((character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return `\`${character}\` (U+${code})`;
  });
  return [`the chart's font has no glyph for ${fewOf(said)}`];
}

/** What the author's marks were given, nested marks included. */
function markData(marks: Plot.Markish | readonly Plot.Markish[] | undefined): unknown[] {
  if (Array.isArray(marks)) return marks.flatMap((mark) => markData(mark as Plot.Markish));
  return marks instanceof Plot.Mark ? [(marks as { data?: unknown }).data] : [];
}
