import * as Plot from "@observablehq/plot";
import { JSDOM } from "jsdom";
import type { DrawnChart, FigureRenderer } from "../notebook/types.js";
import type { DrawnScales } from "./checks/drops.js";
import { type AuthorsMark, authorsMarks, drawnFindings, writtenFindings } from "./checks/findings.js";
import { type MarkRecord, watched } from "./checks/watch.js";
import { dataTables } from "./data.js";
import { withTheme } from "./defaults.js";
import { chartFont } from "./font.js";
import { ColorKey } from "./labels.js";
import { clipped, fitMargins, type Margins, makeRoomForKey } from "./layout.js";
import { Chart, plot as library } from "./plot.js";
import { normalizeSvg } from "./svg.js";
import { fontFamily, size } from "./theme.js";
import { isBand } from "./ticks.js";

/** `Plot` as blocks see it. */
export const plot = library as unknown as FigureRenderer["plot"];

// One document serves all charts: making one costs more than drawing fifty.
let page: Document | undefined;
const documentOfCharts = (): Document => {
  page ??= new JSDOM("").window.document;
  return page;
};

type Drawing = ReturnType<typeof Plot.plot>;

/**
 * Draws what a chart block gave. A first drawing tells the scales and how much room the text needs, a second one is the chart.
 *
 * @throws Error with a message for the author when the value is no chart, or the chart can't be kept as plain SVG.
 */
export function drawChart(value: unknown, chart: { id: string; alt: string }): DrawnChart {
  const options = checked(value);
  const { isHouse } = value as Chart;
  const authors = authorsMarks(options.marks);
  const written = isHouse ? [] : writtenFindings(options, authors);
  try {
    const { scales, records, ...drawn } = draw(withKey(options), authors, chart);
    return { ...drawn, findings: isHouse ? [] : [...written, ...drawnFindings(authors, records, scales)] };
  } catch (error) {
    // Where a field is missing the library may stumble over it in words of its own.
    if (written.some(({ severity }) => severity === "error"))
      return { svg: "", data: [], warnings: [], findings: written };
    throw error;
  }
}

interface Drawn extends Omit<DrawnChart, "findings"> {
  records: ReadonlyMap<unknown, MarkRecord>;
  scales: DrawnScales;
}

function draw(options: Plot.PlotOptions, authors: readonly AuthorsMark[], chart: { id: string; alt: string }): Drawn {
  const warnings: string[] = [];
  const wanted = new Set<unknown>(authors.flatMap(({ marks }) => marks));
  let said: string[] = [];
  let records: ReadonlyMap<unknown, MarkRecord> = new Map();
  const once = (extra: Plot.PlotOptions): Drawing => {
    said = [];
    const { marks = [], ...rest } = { ...options, ...extra };
    const [stands, told] = watched(marks, wanted);
    records = told;
    return withWarnings(said, () => drawOnce({ ...rest, marks: stands as Plot.Markish[] }));
  };

  const width = options.width ?? size.width;
  let margins = authorsOr(options, START);
  let drawing = once({ width, ...margins });
  const themed = withTheme(options, drawing, warnings);
  // Ticks may change with the room they are given, so the fit may take a second try.
  for (let pass = 0; pass < 3; pass++) {
    const height = options.height ?? heightFor(drawing, margins);
    drawing = once({ ...themed, ...margins, height });
    const fitted = authorsOr(options, fitMargins(drawing, margins, width, height));
    if (isClose(fitted, margins)) break;
    margins = fitted;
  }
  makeRoomForKey(drawing);

  const normal = normalizeSvg(drawing, chart);
  warnings.push(...said, ...normal.warnings, ...clippings(drawing), ...missingGlyphs(normal.text));
  return {
    svg: normal.svg,
    data: dataTables(markData(options.marks)),
    warnings: [...new Set(warnings)],
    records,
    scales: scalesOf(drawing, options),
  };
}

/** The scales of a drawing, and which of them have bounds that an author set. */
export function scalesOf(drawing: Drawing, options: Plot.PlotOptions): DrawnScales {
  const isBounded = (name: string): boolean =>
    (name === "x" || name === "y") && options[name]?.domain !== undefined && !options.clip && !options[name]?.clamp;
  return { get: (name) => drawing.scale(name as Plot.ScaleName), isBounded };
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
  return { ...options, color: rest, marks: [...marks, new ColorKey()] };
}

function drawOnce(options: Plot.PlotOptions): Drawing {
  const { style: _style, className: _class, ariaLabel: _label, ariaDescription: _description, ...rest } = options;
  const drawing = Plot.plot({ ...rest, document: documentOfCharts(), figure: false });
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

/** Room for every row of a chart of bars or dots; else the theme's height, whatever the text around takes. */
function heightFor(drawing: Drawing, margins: Margins): number {
  const y = drawing.scale("y");
  const panels = [...(drawing.scale("fy")?.domain ?? [])].length;
  const around = margins.marginTop + margins.marginBottom;
  const rows = [...(y?.domain ?? [])].length;
  if (isBand(y)) return around + Math.max(1, panels) * Math.max(1, rows) * size.row;
  if (y === undefined) return around + 2 * size.row;
  return panels > 1 ? around + panels * 4 * size.row : size.height;
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

function clippings(drawing: Drawing): string[] {
  const [width, height] = [Number(drawing.getAttribute("width")), Number(drawing.getAttribute("height"))];
  return clipped(drawing, width, height).map(
    ({ box, side, by }) =>
      `\`${box.text}\` is cut off at the ${side} by ${Math.ceil(by)} pixels; give it more margin or less text`,
  );
}

function missingGlyphs(text: readonly string[]): string[] {
  const missing = new Set<string>();
  for (const character of text.join("")) {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0x20 && !chartFont().has(code)) missing.add(character);
  }
  return [...missing].map((character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return `the chart's font has no glyph for \`${character}\` (U+${code})`;
  });
}

/** What the author's marks were given, nested marks included. */
function markData(marks: Plot.Markish | readonly Plot.Markish[] | undefined): unknown[] {
  if (Array.isArray(marks)) return marks.flatMap((mark) => markData(mark as Plot.Markish));
  return marks instanceof Plot.Mark ? [(marks as { data?: unknown }).data] : [];
}
