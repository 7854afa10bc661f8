import * as Plot from "@observablehq/plot";
import { describeUnit } from "../assumptions/describe.js";
import { type FormatSpec, formatValue } from "../notebook/format.js";
import type { NumberSummary, StudyResult } from "../sensitivity/index.js";
import { humanised } from "../sensitivity/words.js";
import { chartFont } from "./font.js";
import { directLabels } from "./labels.js";
import { inks, lineWidth, rampColors, seriesColors, size } from "./theme.js";

/** A study to be drawn, as plain data. */
export interface StudyDrawing {
  study: StudyResult;
  /** The outputs it is about, by name. */
  outputs: Readonly<Record<string, { label: string; unit?: string; format?: FormatSpec }>>;
  /** Rows shown at most. */
  top: number;
}

type Outputs = StudyDrawing["outputs"];
type Of<K extends StudyResult["kind"]> = Extract<StudyResult, { kind: K }>["result"];

/**
 * The chart of a study, as Plot options.
 *
 * @throws Error for a study that has no chart.
 */
export function studyChart({ study, outputs, top }: StudyDrawing): Plot.PlotOptions {
  switch (study.kind) {
    case "tornado":
      return tornadoChart(study.result, outputs, top);
    case "two-way":
      return heatMap(study.result, outputs);
    case "scenarios":
      return scenarioChart(study.result, outputs);
    case "monte-carlo":
      return drawsChart(study.result.summaries, outputs);
    case "importance":
      return importanceChart(study.result, outputs, top);
    case "sobol":
      return sobolChart(study.result, outputs, top);
    case "elasticity":
      return elasticityChart(study.result, outputs, top);
    case "spider":
      return spiderChart(study.result, outputs, top);
    case "information":
      return informationChart(study.result, outputs, top);
    case "break-even":
      throw new Error("a break-even has no chart; give it an id without `fig-` and quote it");
  }
}

const [blue = "", orange = ""] = seriesColors.map(({ light }) => light);
const gray = seriesColors.find(({ name }) => name === "gray")?.light ?? inks.muted.light;
const [text, muted, background] = [inks.text.light, inks.muted.light, inks.background.light];

// ---- Words and numbers

const MINUS = "\u2212";
const widthOf = (words: string, fontSize: number = size.text): number => chartFont().width(words, fontSize);

/** Three significant figures, for numbers that nothing says how to print. */
const plain = (value: number): string => formatValue(Number(value.toPrecision(3)), { style: "number" });
const signed = (value: number): string => value.toFixed(2).replace("-", MINUS);

/** Two significant figures, in thousands, millions or billions. */
function compact(value: number): string {
  const [power, letter] = (
    [
      [1e9, "B"],
      [1e6, "M"],
      [1e3, "k"],
    ] as const
  ).find(([p]) => Math.abs(value) >= p) ?? [1, ""];
  return formatValue(Number((value / power).toPrecision(2)), { style: "number" }) + letter;
}

/** A share to one decimal; what noise left below zero is none. */
function percent(share: number): string {
  if (share > 0 && share < 0.0005) return "<0.1%";
  if (share >= 0.9995) return share < 1 ? ">99.9%" : "100%";
  return `${(100 * Math.max(0, share)).toFixed(1)}%`;
}

const labelOf = (name: string, outputs: Outputs): string => outputs[name]?.label ?? humanised(name);
const unitOf = (name: string, outputs: Outputs): string => describeUnit(outputs[name]?.unit ?? "1");
const withUnit = (label: string, unit: string): string => (unit === "" ? label : `${label} (${unit})`);
const lastKey = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

/** How an output's values are printed in its chart. */
function printerOf(name: string, outputs: Outputs): (value: number) => string {
  const about = outputs[name];
  return (value) => {
    if (!about?.format || about.format.style === "text" || about.format.style === "date") return plain(value);
    try {
      return formatValue(value, about.format, about.unit === undefined ? {} : { unit: about.unit });
    } catch {
      // A format that converts units is printed unconverted; the axis names the declared unit.
      return plain(value);
    }
  };
}

/** What an axis says of an output, or the first of several wordings that the chart has room for. */
function axisLabel(name: string, outputs: Outputs, wordings: (label: string) => readonly string[]): string {
  return fitting(
    size.width - 24,
    wordings(withUnit(labelOf(name, outputs), unitOf(name, outputs))).concat(wordings(labelOf(name, outputs))),
  );
}

/** The first of the candidates that fits; else the last one, cut at a word. */
function fitting(width: number, candidates: readonly string[]): string {
  const found = candidates.find((candidate) => widthOf(candidate) <= width);
  if (found !== undefined) return found;
  const [first = ""] = wrapped(candidates.at(-1) ?? "", width - widthOf("\u2026"));
  return `${first.replace(/[,;:(]+$/, "")}\u2026`;
}

/** Lines of whole words, none wider than `width` unless one word is. */
function wrapped(words: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && widthOf(`${line} ${word}`) <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A chart that says why it shows nothing. */
const nothing = (why: string): Plot.PlotOptions => ({
  height: 72,
  axis: null,
  marks: [Plot.text([why], { frameAnchor: "middle", fill: muted })],
});

// ---- Rows

/** One row of a chart: what it is about, written above what is drawn in it, so that long labels take no width from the drawing. */
interface Row {
  /** Unlike all others; labels may be alike. */
  key: string;
  label: string;
  /** Said at the right end of the label's line, where there is room. */
  note?: string;
}

interface Rows {
  /** Options that set height, margins and the scale of the rows. */
  frame: Plot.PlotOptions;
  /** Insets of what fills a row's height below the label. */
  inset: { insetTop: number; insetBottom: number };
  /** Vertical middle of that, from the middle of the row. */
  middle: number;
  /** Labels and notes, to be drawn last. */
  words: Plot.Markish[];
}

const LINE_HEIGHT = size.line / size.text;
const BETWEEN = 9;
/** From the letters of a label down to the drawing. */
const BASELINE = 7;
const BAR = 14;
/** Height that one kind of dots needs. */
const DOT = 10;
/** Margins are set, so that rows have the height they are meant to have. */
const MARGIN = { side: 4, axis: 48, top: 8, key: 28, said: 26 } as const;
const ROW_WIDTH = size.width - 2 * MARGIN.side;
/** Text that lines run behind stays readable. */
const halo = { stroke: background, strokeWidth: 4 };

/**
 * Rows whose drawing is `thick` pixels high.
 *
 * @param above what stands above the first row: a colour key, words at a line
 */
function rowsOf(rows: readonly Row[], thick: number, above: { key?: boolean; said?: boolean } = {}): Rows {
  const labels = rows.map(({ key, label }) => {
    const alike = rows.filter((row) => row.label === label).length > 1;
    return wrapped(alike ? `${label} (${key})` : label, ROW_WIDTH);
  });
  const head = size.line * Math.max(1, ...labels.map((lines) => lines.length)) + 4;
  const height = head + thick + BETWEEN;
  const marginTop = (above.key ? MARGIN.key : 0) + (above.said ? MARGIN.said : MARGIN.top);
  const said = rows.map(({ key, note = "" }, i) => {
    const lines = labels[i] ?? [];
    const room = ROW_WIDTH - widthOf(lines.at(-1) ?? "") - 16;
    return { key, words: lines.join("\n"), note: widthOf(note) <= room ? note : "" };
  });
  const line = {
    y: "key",
    dy: head - BASELINE - height / 2,
    lineAnchor: "bottom",
    lineHeight: LINE_HEIGHT,
    ...halo,
  } as const;
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
    words: [
      Plot.text(said, { ...line, text: "words", frameAnchor: "left", textAnchor: "start", fill: text }),
      Plot.text(
        said.filter(({ note }) => note !== ""),
        { ...line, text: "note", frameAnchor: "right", textAnchor: "end", fill: muted },
      ),
    ],
  };
}

/** Words at a value. */
interface Beside {
  x: number;
  words: string;
  /** Which side of `x` they stand on; 0 for above or below it. */
  side: -1 | 0 | 1;
}

/** A value's words in its row, beside what is drawn up to `x`. */
interface ValueLabel extends Beside {
  key: string;
  side: -1 | 1;
  /** Said of what is missing. */
  faint?: boolean;
}

const BESIDE = 6;

function valueLabels(labels: readonly ValueLabel[], { middle }: Rows): Plot.Markish[] {
  return ([-1, 1] as const).map((side) =>
    Plot.text(
      labels.filter((label) => label.side === side),
      {
        x: "x",
        y: "key",
        text: "words",
        fill: ({ faint }: ValueLabel) => (faint ? muted : text),
        textAnchor: side < 0 ? "end" : "start",
        dx: BESIDE * side,
        dy: middle,
        ...halo,
      },
    ),
  );
}

interface Across extends Plot.ScaleOptions {
  domain: [number, number];
  /** Pixels of one unit, on linear axes. */
  perUnit: number;
}

/** The axis of quantities in a chart of rows: just as long as the data, with room for the words at it and at least `edge` pixels. */
function across(values: readonly number[], labels: readonly Beside[], { log = false, edge = 1 } = {}): Across {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const domain: [number, number] = low < high ? [low, high] : [low === 0 ? 0 : low - 1, low + 1];
  const at = (x: number): number => (log ? Math.log(x) : x);
  const span = at(domain[1]) - at(domain[0]);
  // Words far from the edge need no room beyond it; how far they are in pixels is estimated on the safe side.
  const least = 0.6 * ROW_WIDTH;
  const ticks = domain.map((x): Beside => ({ x, words: plain(x), side: 0 }));
  const room = (side: -1 | 1): number =>
    Math.max(
      edge,
      ...[...labels, ...ticks]
        .filter((label) => label.side === side || label.side === 0)
        .map(({ x, words, side: where }) => {
          const inside = (Math.abs(at(x) - at(domain[side < 0 ? 0 : 1])) / span) * least;
          return (where === 0 ? widthOf(words) / 2 - MARGIN.side : widthOf(words) + BESIDE) + 2 - inside;
        }),
    );
  const [insetLeft, insetRight] = [room(-1), room(1)];
  return {
    domain,
    insetLeft,
    insetRight,
    grid: true,
    perUnit: (ROW_WIDTH - insetLeft - insetRight) / span,
    ...(log ? { type: "log" } : {}),
  };
}

/** The option of this module's own is none of the library's. */
const scale = ({ perUnit: _, ...options }: Across, label: string): Plot.ScaleOptions => ({ ...options, label });

/** A line across the drawing of every row at `x`, which leaves the labels alone. */
const rowLine = (rows: readonly Row[], x: number, { inset }: Rows, options: Plot.TickXOptions = {}): Plot.Markish =>
  Plot.tickX(rows, {
    x: () => x,
    y: "key",
    stroke: text,
    insetTop: inset.insetTop - 2,
    insetBottom: inset.insetBottom - 2,
    ...options,
  });

/** Words above the first row at `x`. */
const saidAbove = ({ words, x }: Beside): Plot.Markish =>
  Plot.text([words], { x: () => x, frameAnchor: "top", dy: -14, fill: muted });

/** Whether values this far apart read better by ratio. */
const byRatio = (values: readonly number[]): boolean =>
  Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > 12;

interface BarRow extends Row {
  value: number;
  words: string;
  fill?: string;
}

/** Bars from zero, with their values beside them and perhaps a line at a value that says something of all. */
function bars(rows: readonly BarRow[], label: string, extra: { upTo?: number; line?: Beside } = {}): Plot.PlotOptions {
  const { upTo = 0, line } = extra;
  const laid = rowsOf(rows, BAR, { said: line !== undefined });
  const labels = rows.map(({ key, value, words }): ValueLabel => ({ key, x: value, words, side: value < 0 ? -1 : 1 }));
  const x = across([0, upTo, line?.x ?? 0, ...rows.map(({ value }) => value)], line ? [...labels, line] : labels);
  return {
    ...laid.frame,
    x: scale(x, label),
    marks: [
      Plot.barX(rows, { x: "value", y: "key", fill: ({ fill = blue }: BarRow) => fill, ...laid.inset }),
      rowLine(rows, 0, laid, { stroke: inks.axis.light }),
      ...(line ? [rowLine(rows, line.x, laid, { strokeDasharray: "3,2" }), saidAbove(line)] : []),
      ...laid.words,
      ...valueLabels(labels, laid),
    ],
  };
}

// ---- The studies

const [LOW, HIGH] = ["low end of its range", "high end of its range"];

function tornadoChart(
  { base, output, holds, bars: all }: Of<"tornado">,
  outputs: Outputs,
  top: number,
): Plot.PlotOptions {
  const print = printerOf(output, outputs);
  const shown = all.slice(0, top);
  if (shown.length === 0) return nothing("No assumption with a range moves it.");
  const rows = shown.map(
    ({ id, label, unit, low, high }): Row => ({ key: id, label, note: rangeNote(low.value, high.value, unit) }),
  );
  const ends = shown.flatMap(({ id, low, high }) =>
    [
      { key: id, end: LOW, x: low.output },
      { key: id, end: HIGH, x: high.output },
    ].filter((e): e is { key: string; end: string; x: number } => typeof e.x === "number"),
  );
  const labels = shown.flatMap(({ id }) =>
    tornadoLabels(
      id,
      ends.filter(({ key }) => key === id).map(({ x }) => x),
      base,
      print,
    ),
  );
  const said: Beside = { x: base, words: `base ${print(base)}`, side: 0 };
  const x = across([base, ...ends.map((e) => e.x)], [...labels, said]);
  // A bar too short to be seen beside the base line is drawn as short as can be seen.
  const least = 2.5 / x.perUnit;
  const drawn = ends
    .filter((e) => e.x !== base)
    .sort((a, b) => Math.abs(b.x - base) - Math.abs(a.x - base))
    .map((e) => ({ ...e, x: base + Math.sign(e.x - base) * Math.max(Math.abs(e.x - base), least) }));
  const laid = rowsOf(rows, BAR, { key: true, said: true });
  return {
    ...laid.frame,
    x: scale(
      x,
      axisLabel(output, outputs, (label) => (holds === undefined ? [label] : [`${label}: margin`, label])),
    ),
    color: { domain: [LOW, HIGH], range: [orange, blue], legend: true },
    marks: [
      // The shorter of two bars on one side lies on top.
      Plot.barX(drawn, { x1: base, x2: "x", y: "key", fill: "end", ...laid.inset }),
      rowLine(rows, base, laid),
      saidAbove(said),
      ...laid.words,
      ...valueLabels(labels, laid),
    ],
  };
}

/** The two ends of a range in its unit. */
function rangeNote(low: number | undefined, high: number | undefined, unit: string): string | undefined {
  if (typeof low !== "number" || typeof high !== "number") return undefined;
  const name = describeUnit(unit);
  return `${plain(low)} to ${plain(high)}${name === "" ? "" : name === "%" ? name : ` ${name}`}`;
}

/** Values beside the bars of a row: each on its side of the base; two on one side as one text beyond the longer bar. */
function tornadoLabels(
  key: string,
  found: readonly number[],
  base: number,
  print: (x: number) => string,
): ValueLabel[] {
  const labels = ([-1, 1] as const).flatMap((side): ValueLabel[] => {
    const there = found.filter((x) => Math.sign(x - base) === side).sort((a, b) => a - b);
    const x = side < 0 ? there[0] : there.at(-1);
    if (x === undefined) return [];
    return [{ key, x, side, words: [...new Set(there.map(print))].join(", ") }];
  });
  const free = labels[0]?.side === -1 ? 1 : -1;
  return found.length < 2 ? [...labels, { key, x: base, side: free, words: "no result", faint: true }] : labels;
}

interface Cell {
  row: number;
  column: number;
  words: string;
  fill: string;
  ink: string;
}

/** Both axes count places, so that lines between the tried places can be drawn. */
function heatMap(
  { rows, columns, cells, base, output, holds, flips }: Of<"two-way">,
  outputs: Outputs,
): Plot.PlotOptions {
  // A place without a result is `null` once the study has been written as JSON.
  const all = cells.flatMap((row, i) =>
    row.map((value: number | null | undefined, j) => ({
      row: i,
      column: j,
      value: value ?? undefined,
      holds: holds?.[i]?.[j] ?? undefined,
    })),
  );
  const known = all.flatMap(({ value }) => (value === undefined ? [] : [value])).sort((a, b) => a - b);
  // Steps with equally many cells, so that one extreme cell doesn't pale all others.
  const cuts = rampColors.slice(1).map((_, k) => known[Math.floor(((k + 1) * known.length) / rampColors.length)] ?? 0);
  const width = (size.width - 80) / columns.values.length;
  const { print, fontSize } = cellPrinter(known, width - 6, output, outputs);
  // A claim without a margin is measured by 1 and 0, which are better said.
  const words = holds !== undefined && known.every((value) => value === 0 || value === 1);
  // One cell on each side of the line says which side it is.
  const told = [known[0], known.at(-1)].map((end) => all.find(({ value }) => value === end));
  const drawn = all.map((place): Cell => {
    const { row, column, value, holds: held } = place;
    if (value === undefined) return { row, column, words: "\u2013", fill: background, ink: muted };
    const step = cuts.filter((cut) => value >= cut).length;
    if (holds === undefined)
      return {
        row,
        column,
        words: print(value),
        fill: rampColors[step]?.light ?? blue,
        ink: step > 2 ? background : text,
      };
    const said = held ? "holds" : "fails";
    return {
      row,
      column,
      words: words ? said : told.includes(place) ? `${print(value)}\n${said}` : print(value),
      fill: held ? (rampColors[1]?.light ?? blue) : inks.grid.light,
      ink: text,
    };
  });
  const box = {
    x1: (c: Place) => c.column - 0.5,
    x2: (c: Place) => c.column + 0.5,
    y1: (c: Place) => c.row - 0.5,
    y2: (c: Place) => c.row + 0.5,
  };
  const lines = (flips ?? []).flatMap((line, z) =>
    line.flatMap(([x, y]) => {
      const [column, row] = [placeAmong(columns.values, x), placeAmong(rows.values, y)];
      return column === undefined || row === undefined ? [] : [{ z, column, row }];
    }),
  );
  const line = { x: "column", y: "row", z: "z", strokeLinejoin: "round", strokeLinecap: "round" } as const;
  const ticksOf = ({ values, how }: typeof rows): string[] => {
    const said = values.map((value) => placeWords(value, how));
    return said.every((word) => widthOf(word) < width) ? said : values.map(compact);
  };
  const axisOf = (axis: typeof rows): Plot.ScaleOptions => ({
    domain: [-0.5, axis.values.length - 0.5],
    ticks: axis.values.map((_, i) => i),
    tickFormat: (i: number) => ticksOf(axis)[i] ?? "",
    tickSize: 0,
    grid: false,
    line: false,
    label: fitting(size.width - 24, [withUnit(axis.label, describeUnit(axis.unit)), axis.label]),
  });
  return {
    height: 76 + 42 * rows.values.length,
    x: { ...axisOf(columns), labelAnchor: "center" },
    y: { ...axisOf(rows), labelAnchor: "top" },
    marks: [
      Plot.rect(drawn, { ...box, fill: "fill", inset: 0.75 }),
      Plot.line(lines, { ...line, stroke: background, strokeWidth: 6 }),
      Plot.line(lines, { ...line, stroke: orange, strokeWidth: 2.5 }),
      ...[background, text].map((stroke, i) =>
        Plot.rect(base ? [base] : [], { ...box, fill: "none", stroke, strokeWidth: 2.25, inset: 3 - 2.25 * i }),
      ),
      Plot.text(drawn, { x: "column", y: "row", text: "words", fill: "ink", stroke: "fill", strokeWidth: 4, fontSize }),
    ],
  };
}

type Place = { row: number; column: number };

/** Where a value lies among the places of an axis, counted from 0; undefined where the places don't run one way. */
function placeAmong(places: readonly number[], value: number): number | undefined {
  const steps = places.slice(1).map((place, i) => place - (places[i] ?? 0));
  if (!steps.every((step) => step > 0) && !steps.every((step) => step < 0)) return undefined;
  const i = steps.findIndex((step, k) => {
    const part = (value - (places[k] ?? 0)) / step;
    return part >= 0 && part <= 1;
  });
  return i < 0 ? undefined : i + (value - (places[i] ?? 0)) / (steps[i] ?? 1);
}

/** A place of an axis as its tick says it. */
function placeWords(value: number, how: Of<"two-way">["rows"]["how"]): string {
  if (how === "factor") return `${plain(value)}\u00d7`;
  if (how === "value") return plain(value);
  return value === 0 ? "base" : value === -1 ? "low" : value === 1 ? "high" : plain(value);
}

/** How the numbers of cells are printed so that the widest fits its cell, without the unit that all share. */
function cellPrinter(
  values: readonly number[],
  width: number,
  output: string,
  outputs: Outputs,
): { print(value: number): string; fontSize: number } {
  const short = outputs[output]?.format?.style === "unit" ? plain : printerOf(output, outputs);
  const ways = [short, plain, compact];
  const sizes = [size.text, size.text - 2, size.text - 3.5];
  const tries = ways.flatMap((print) => sizes.map((fontSize) => ({ print, fontSize })));
  const found = tries.find(({ print, fontSize }) => values.every((value) => widthOf(print(value), fontSize) <= width));
  // Where nothing fits, colours have to do.
  return found ?? { print: () => "", fontSize: size.text };
}

function scenarioChart({ columns, base, rows: scenarios }: Of<"scenarios">, outputs: Outputs): Plot.PlotOptions {
  const index = columns.findIndex(({ kind }) => kind === "number");
  const name = columns[index]?.name ?? "";
  const from = base.cells[index]?.value;
  if (index === -1 || typeof from !== "number")
    throw new Error("a chart of scenarios shows its first output, which is no number here");
  const print = printerOf(name, outputs);
  const rows = scenarios.map((scenario): Row => ({ key: scenario.name, label: scenario.title }));
  if (rows.length === 0) return nothing("There are no scenarios.");
  const points = scenarios.flatMap(({ name: key, cells }) => {
    const x = cells[index]?.value;
    return typeof x === "number" ? [{ key, x }] : [];
  });
  const labels = rows.map(({ key }): ValueLabel => {
    const x = points.find((point) => point.key === key)?.x;
    if (x === undefined) return { key, x: from, side: 1, words: "no result", faint: true };
    return { key, x, side: x < from ? -1 : 1, words: print(x) };
  });
  const values = [from, ...points.map(({ x }) => x)];
  const log = byRatio(values);
  const said: Beside = { x: from, words: `base ${print(from)}`, side: 0 };
  const laid = rowsOf(rows, DOT, { said: true });
  const { middle } = laid;
  return {
    ...laid.frame,
    x: scale(
      across(log ? values : [0, ...values], [...labels, said], { log, edge: 6 }),
      axisLabel(name, outputs, (label) => [label]),
    ),
    marks: [
      Plot.ruleY(points, { x1: from, x2: "x", y: "key", stroke: blue, strokeWidth: 2, dy: middle }),
      rowLine(rows, from, laid),
      Plot.dot(points, { x: "x", y: "key", fill: blue, r: 4.5, dy: middle }),
      saidAbove(said),
      ...laid.words,
      ...valueLabels(labels, laid),
    ],
  };
}

function importanceChart({ inputs, output }: Of<"importance">, outputs: Outputs, top: number): Plot.PlotOptions {
  if (inputs.length === 0) return nothing("Nothing that is drawn moves it.");
  return bars(
    inputs.slice(0, top).map(({ id, label, firstOrder }) => ({
      key: id,
      label,
      value: 100 * Math.max(0, firstOrder),
      words: percent(firstOrder),
    })),
    variance(output, outputs),
  );
}

const variance = (output: string, outputs: Outputs): string =>
  fitting(size.width - 24, [`Share of the variance of ${labelOf(output, outputs)} (%)`, "Share of the variance (%)"]);

function sobolChart({ inputs: all, output }: Of<"sobol">, outputs: Outputs, top: number): Plot.PlotOptions {
  if (all.length === 0) return nothing("Nothing that is drawn moves it.");
  const whole = (share: number): string => `${Math.max(0, Math.round(100 * share))}%`;
  const inputs = [...all].sort((a, b) => b.total.value - a.total.value).slice(0, top);
  const rows = inputs.map(
    ({ id, label, first, total }): Row => ({
      key: id,
      label,
      note: `${whole(first.value)} alone, ${whole(total.value)} in all`,
    }),
  );
  const kinds = [
    { index: "alone", of: "first", up: -1 },
    { index: "in all, with others", of: "total", up: 1 },
  ] as const;
  const laid = rowsOf(rows, 2 * DOT, { key: true });
  const points = kinds.flatMap(({ index, of }) =>
    inputs.map(({ id, [of]: { value, low, high } }) => ({
      key: id,
      index,
      value: 100 * value,
      low: 100 * low,
      high: 100 * high,
    })),
  );
  return {
    ...laid.frame,
    x: scale(
      across([0, ...points.flatMap(({ low, high, value }) => [low, high, value])], [], { edge: 6 }),
      variance(output, outputs),
    ),
    color: { domain: kinds.map(({ index }) => index), range: [blue, orange], legend: true },
    marks: [
      rowLine(rows, 0, laid, { stroke: inks.axis.light }),
      ...kinds.flatMap(({ index, up }) => {
        const some = points.filter((point) => point.index === index);
        const dy = laid.middle + (up * DOT) / 2;
        return [
          Plot.ruleY(some, { x1: "low", x2: "high", y: "key", stroke: "index", strokeWidth: 2, dy }),
          ...(["low", "high"] as const).map((end) =>
            // Ends of an interval shorter than its dot would only blur it.
            Plot.dot(some, { x: end, y: "key", fill: "index", r: 1.75, dy }),
          ),
          Plot.dot(some, { x: "value", y: "key", fill: "index", stroke: background, strokeWidth: 1, r: 4.25, dy }),
        ];
      }),
      ...laid.words,
    ],
  };
}

/** Below this an elasticity prints as 0.00. */
const LEAST_ELASTICITY = 0.005;

function elasticityChart({ inputs, output }: Of<"elasticity">, outputs: Outputs, top: number): Plot.PlotOptions {
  const shown = inputs.filter(({ value }) => Math.abs(value) >= LEAST_ELASTICITY).slice(0, top);
  if (shown.length === 0) return nothing("No assumption moves it by itself.");
  const label = labelOf(output, outputs);
  return bars(
    shown.map(({ id, label: name, value }) => ({
      key: id,
      label: name,
      value,
      words: signed(value),
      fill: value < 0 ? orange : blue,
    })),
    fitting(size.width - 24, [`Percent that ${label} moves when it rises by 1%`, "Percent moved when it rises by 1%"]),
  );
}

function spiderChart({ lines: all, by, base, output }: Of<"spider">, outputs: Outputs, top: number): Plot.PlotOptions {
  const lines = all.slice(0, Math.min(top, seriesColors.length));
  if (lines.length === 0) return nothing("No assumption moves it by itself.");
  const points = lines.flatMap(({ id, label, points: at }) =>
    at.flatMap(({ x, output: y }) =>
      typeof y === "number" ? [{ id, words: wrapped(label, 150).join("\n"), x, y }] : [],
    ),
  );
  const heights = lines.map(({ label }) => size.line * wrapped(label, 150).length);
  const ends = { "-1": "low end", "0": "base", "1": "high end" } as Record<string, string>;
  return {
    height: Math.max(size.height, 90 + heights.reduce((sum, height) => sum + height, 0)),
    x:
      by === "range"
        ? {
            label: "Each assumption along its range",
            ticks: [-1, 0, 1],
            tickFormat: (x: number) => ends[String(x)] ?? plain(x),
          }
        : {
            label: "Change of each assumption",
            ticks: 5,
            tickFormat: (x: number) => formatValue(x, { style: "percent", digits: 0, sign: x !== 0 }),
          },
    y: { label: axisLabel(output, outputs, (label) => [label]), grid: true },
    color: { domain: lines.map(({ id }) => id) },
    marks: [
      Plot.ruleX([0], { stroke: inks.axis.light, strokeDasharray: "4,3" }),
      Plot.line(points, {
        x: "x",
        y: "y",
        stroke: "id",
        strokeWidth: lineWidth,
        strokeLinejoin: "round",
        strokeLinecap: "round",
      }),
      Plot.dot([{ x: 0, y: base }], { x: "x", y: "y", fill: text, r: 3.5 }),
      directLabels(points, { x: "x", y: "y", z: "id", text: "words" }),
    ],
  };
}

function informationChart(
  { perfect, inputs, noise }: Of<"information">,
  outputs: Outputs,
  top: number,
): Plot.PlotOptions {
  if (!(perfect.value > 0)) return nothing("Knowing more would change no decision.");
  const [payoff = ""] = Object.keys(outputs);
  const print = printerOf(payoff, outputs);
  const of = (key: string, label: string, value: number) => ({
    key,
    label,
    value,
    words: print(value),
    fill: value > noise ? blue : gray,
  });
  const rows = [
    { ...of("", "Everything at once", perfect.value), fill: blue },
    ...inputs.slice(0, top).map(({ id, label, value }) => of(id, label, Math.max(0, value))),
  ];
  // Values no larger than the noise say nothing.
  const line = noise > 0 ? { line: { x: noise, words: `noise ${print(noise)}`, side: 0 as const } } : {};
  return bars(rows, withUnit("Worth of knowing it before deciding", unitOf(payoff, outputs)), line);
}

// ---- Draws

type Summaries = Of<"monte-carlo">["summaries"];

/** A fan along the keys of one series (`tightness.2026`, …), shares of texts or claims as bars, or intervals below each other. */
function drawsChart(summaries: Summaries, outputs: Outputs): Plot.PlotOptions {
  const numbers = summaries.filter((s): s is NumberSummary => s.kind === "number");
  if (numbers.length === 0)
    return summaries.some(({ kind }) => kind === "text") ? sharesChart(summaries, outputs) : claimsChart(summaries);
  const isYear = ({ name }: NumberSummary): boolean => name.includes(".") && Number.isInteger(Number(lastKey(name)));
  return numbers.length > 1 && isOneSeries(numbers) && numbers.every(isYear)
    ? fanChart(numbers, outputs)
    : intervals(numbers, outputs);
}

const seriesOf = (name: string): string => (name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : "");
const isOneSeries = (all: readonly { name: string }[]): boolean =>
  new Set(all.map(({ name }) => seriesOf(name))).size === 1 && seriesOf(all[0]?.name ?? "") !== "";

const quantile = (s: NumberSummary, level: number): number =>
  s.quantiles.find((q) => q.level === level)?.value ?? Number.NaN;

/** What a series is called: its outputs' labels without the key they differ in, or its own name. */
function seriesLabel(names: readonly string[], outputs: Outputs): string {
  const stems = names.map((name) =>
    (outputs[name]?.label ?? "")
      .replace(lastKey(name), "")
      .replace(/\s+,/g, ",")
      .replace(/\s+/g, " ")
      .replace(/^[\s,]+|[\s,]+$/g, ""),
  );
  const [stem = ""] = stems;
  return humanised(stem !== "" && stems.every((other) => other === stem) ? stem : seriesOf(names[0] ?? ""));
}

function fanChart(numbers: readonly NumberSummary[], outputs: Outputs): Plot.PlotOptions {
  const levels = { p10: 0.1, p25: 0.25, p50: 0.5, p75: 0.75, p90: 0.9 };
  const points = numbers
    .map((s) => ({
      year: Number(lastKey(s.name)),
      p10: quantile(s, levels.p10),
      p25: quantile(s, levels.p25),
      p50: quantile(s, levels.p50),
      p75: quantile(s, levels.p75),
      p90: quantile(s, levels.p90),
    }))
    .sort((a, b) => a.year - b.year);
  const [name = ""] = numbers.map((s) => s.name);
  const print = printerOf(name, outputs);
  const last = points.at(-1);
  const ends = last
    ? (["p90", "p50", "p10"] as const).map((level) => ({
        level,
        year: last.year,
        y: last[level],
        words: `${level.toUpperCase()} ${print(last[level])}`,
      }))
    : [];
  const x = { x: "year" } as const;
  return {
    x: { label: null, ticks: points.map(({ year }) => year) },
    y: {
      label: withUnit(
        seriesLabel(
          numbers.map((s) => s.name),
          outputs,
        ),
        unitOf(name, outputs),
      ),
      grid: true,
      ...(byRatio(points.flatMap(({ p10, p90 }) => [p10, p90])) ? { type: "log" } : { zero: true }),
    },
    marks: [
      Plot.areaY(points, { ...x, y1: "p10", y2: "p90", fill: blue, fillOpacity: 0.18 }),
      Plot.areaY(points, { ...x, y1: "p25", y2: "p75", fill: blue, fillOpacity: 0.3 }),
      Plot.lineY(points, {
        ...x,
        y: "p50",
        stroke: blue,
        strokeWidth: lineWidth,
        strokeLinejoin: "round",
        strokeLinecap: "round",
      }),
      Plot.dot(points, { ...x, y: "p50", fill: blue, r: 3.5 }),
      directLabels(ends, { ...x, y: "y", z: "level", text: "words", fill: text }),
    ],
  };
}

/** P10 to P90 of each output, half of the draws thicker. Outputs of several units are drawn as multiples of their medians. */
function intervals(numbers: readonly NumberSummary[], outputs: Outputs): Plot.PlotOptions {
  const several = new Set(numbers.map(({ name }) => unitOf(name, outputs))).size > 1;
  const points = numbers.map((s) => {
    const by = several ? quantile(s, 0.5) : 1;
    const at = (level: number): number => quantile(s, level) / by;
    return { key: s.name, p10: at(0.1), p25: at(0.25), p50: at(0.5), p75: at(0.75), p90: at(0.9) };
  });
  const rows = numbers.map((s): Row => {
    const print = printerOf(s.name, outputs);
    const said = [0.1, 0.5, 0.9].map((level) => print(quantile(s, level)));
    return {
      key: s.name,
      label: several ? withUnit(labelOf(s.name, outputs), unitOf(s.name, outputs)) : labelOf(s.name, outputs),
      note: said.join("  \u00b7  "),
    };
  });
  const [one = ""] = numbers.map(({ name }) => unitOf(name, outputs));
  const ends = points.flatMap(({ p10, p90 }) => [p10, p90]);
  const laid = rowsOf(rows, DOT);
  const at = { y: "key", stroke: blue, dy: laid.middle } as const;
  return {
    ...laid.frame,
    x: scale(
      across(ends, [], { log: byRatio(ends), edge: 6 }),
      several ? "P10, P50 and P90 as multiples of P50" : withUnit("P10, P50 and P90 of the draws", one),
    ),
    marks: [
      Plot.ruleY(points, { ...at, x1: "p10", x2: "p90", strokeWidth: 2 }),
      Plot.ruleY(points, { ...at, x1: "p25", x2: "p75", strokeWidth: 6 }),
      Plot.dot(points, {
        x: "p50",
        y: "key",
        fill: blue,
        stroke: background,
        strokeWidth: 1.5,
        r: 5.5,
        dy: laid.middle,
      }),
      ...laid.words,
    ],
  };
}

/** In how many draws each claim holds. */
function claimsChart(summaries: Summaries): Plot.PlotOptions {
  const rows = summaries.flatMap((s) =>
    s.kind === "claim"
      ? [
          {
            key: s.name,
            label: humanised(s.name),
            value: 100 * s.probability.value,
            words: percent(s.probability.value),
          },
        ]
      : [],
  );
  return bars(rows, "Share of the draws in which it holds (%)", { upTo: 100 });
}

interface Piece {
  key: string;
  word: string;
  share: number;
  /** In percent, as the axis counts. */
  from: number;
  to: number;
}

/** Shares wide enough for their percentage. */
const LABELLED = 0.08;
const OTHER = "other";

/** What texts come to, as shares of the draws; a claim beside them holds or fails. */
function sharesChart(summaries: Summaries, outputs: Outputs): Plot.PlotOptions {
  const counted = summaries.flatMap((s): { name: string; shares: { word: string; share: number }[] }[] =>
    s.kind === "text"
      ? [{ name: s.name, shares: s.frequencies.map(({ text: word, value }) => ({ word, share: value })) }]
      : s.kind === "claim"
        ? [
            {
              name: s.name,
              shares: [
                { word: "holds", share: s.probability.value },
                { word: "fails", share: 1 - s.probability.value },
              ],
            },
          ]
        : [],
  );
  const most = new Map<string, number>();
  for (const { word, share } of counted.flatMap(({ shares }) => shares))
    most.set(word, Math.max(share, most.get(word) ?? 0));
  const kept = [...most]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most.size > seriesColors.length ? seriesColors.length - 1 : most.size);
  // By letter, so that a word has the same colour and place whatever its share is this time.
  const words = kept.map(([word]) => word).sort();
  const domain = most.size > words.length ? [...words, OTHER] : words;
  const short = isOneSeries(counted);
  const pieces = counted.flatMap(({ name, shares }): Piece[] => {
    let to = 0;
    return domain.flatMap((word) => {
      const share = shares
        .filter((s) => (words.includes(s.word) ? s.word : OTHER) === word)
        .reduce((sum, s) => sum + s.share, 0);
      const from = to;
      to += share;
      return share > 0 ? [{ key: name, word, share, from: 100 * from, to: 100 * to }] : [];
    });
  });
  const keys = counted.map(({ name }) => name);
  return {
    height: 110 + size.row * keys.length,
    x: { label: "Share of the draws (%)", domain: [0, 100], grid: false },
    y: {
      label: null,
      domain: keys,
      padding: 0.2,
      tickFormat: (name: string) => (short ? lastKey(name) : wrapped(labelOf(name, outputs), 150).join("\n")),
    },
    color: { domain, range: seriesColors.map(({ light }) => light), legend: true },
    marks: [
      Plot.barX(pieces, { x1: "from", x2: "to", y: "key", fill: "word", stroke: background, strokeWidth: 0.75 }),
      Plot.text(
        pieces.filter(({ share }) => share >= LABELLED),
        {
          x: ({ from, to }: Piece) => (from + to) / 2,
          y: "key",
          text: ({ share }: Piece) => `${Math.round(100 * share)}%`,
          fill: background,
        },
      ),
    ],
  };
}
