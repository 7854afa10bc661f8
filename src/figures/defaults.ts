import * as Plot from "@observablehq/plot";
import { least } from "../lists.js";
import { isYearName } from "../notebook/library/year-names.js";
import { calendarAxis } from "./calendar-axis.js";
import { originOf } from "./checks/origin.js";
import { bentClasses, domainFor, MEASURES, ofOneSign, roundClasses } from "./domains.js";
import { ColorKey, colorKind } from "./labels.js";
import { ramp } from "./plot.js";
import { isOn, type MarkChannels, marksOf, valuesOn } from "./shown.js";
import { inks, rampColors, seriesColors, size } from "./theme.js";
import { isBand, isQuantitative, isYears, logTicks, plainText, tickFormat, yearTicks } from "./ticks.js";
import { fewOf } from "./words.js";

type Drawing = ReturnType<typeof Plot.plot>;
type Axis = Plot.ScaleOptions;
type AxisName = "x" | "y" | "fx" | "fy" | "color";

/** What a first drawing without the theme showed. */
interface Seen {
  x?: Plot.Scale;
  y?: Plot.Scale;
  fx?: Plot.Scale;
  fy?: Plot.Scale;
  color?: Plot.Scale;
  /** Bars or dots in rows: classes down, the quantity across. */
  sideways: boolean;
  /** The quantity goes below zero, so that its axis line stands at zero and not at the edge. */
  below: boolean;
  /** Scattered dots need room between them and the axes. */
  scattered: boolean;
  width: number;
  /** Whether the scale counts calendar years. */
  years: (name: AxisName) => boolean;
  order: (name: AxisName, scale: Plot.Scale | undefined) => Axis;
}

/**
 * What the theme adds once the scales are known; every option of the author's stands.
 *
 * @param every so manieth tick of a logarithmic axis along the bottom stays
 */
export function withTheme(
  options: Plot.PlotOptions,
  drawing: Drawing,
  warnings: string[],
  every = 1,
): Plot.PlotOptions {
  const [x, y, fx, fy, color] = (["x", "y", "fx", "fy", "color"] as const).map((name) => drawing.scale(name));
  const scales = { x, y, fx, fy, color };
  const years = (name: AxisName): boolean => countsYears(name, scales[name], options);
  const sideways = isBand(y) && isQuantitative(x);
  const dots = marksOf(options).some((mark) => mark instanceof Plot.Dot);
  const scattered = dots && isQuantitative(x) && isQuantitative(y) && !years("x");
  const below = sideways ? lowest(x) < 0 : isQuantitative(y) && lowest(y) < 0;
  const width = options.width ?? size.width;
  const seen: Seen = { x, y, fx, fy, color, sideways, below, scattered, width, years, order: inOrder(options) };

  const themed: Plot.PlotOptions = {
    width,
    x: merge(axisX(seen, options), options.x),
    y: merge(axisY(seen, options), options.y),
    fx: merge({ label: null, padding: 0.12, ...yearFormat(years("fx")), ...seen.order("fx", fx) }, options.fx),
    marks: [...withKinds(options, color, warnings), ...baseline(seen, options)],
  };
  if (fy) themed.fy = merge({ label: null, ...yearFormat(years("fy")), ...seen.order("fy", fy) }, options.fy);
  if (color) themed.color = merge(colors(seen, color, options.color, warnings), options.color);
  for (const name of ["fx", "fy", "color"] as const)
    if (seen[name]) themed[name] = { ...themed[name], ...calendarAxis(seen[name]), ...merge({}, options[name]) };
  // Where a bent scale is cut into classes, its kind and ends have done their part.
  if (color) themed.color = { ...themed.color, ...bentClasses(color, options.color) };
  for (const name of ["x", "y"] as const) {
    const scale = seen[name];
    const given = options[name] ?? {};
    const domain = domainFor(name, scale, options);
    if (domain) themed[name] = { ...themed[name], domain };
    if (scale?.type === "log" && options.axis === undefined)
      logAxis(name, domain ? ({ ...scale, domain } as Plot.Scale) : scale, given, themed, name === "x" ? every : 1);
    const asText = quantitiesAsText(name, seen, given);
    if (asText) warnings.push(asText);
    const shown = options.axis !== null && given.axis !== null;
    if (shown && isQuantitative(scale) && !years(name) && given.label === undefined)
      warnings.push(
        `the ${name} axis has no label of its own; name the quantity and its unit: ${name}: {label: "GW a year"}`,
      );
  }
  for (const name of MEASURES)
    if (drawing.scale(name)?.type === "log")
      themed[name] = { ...options[name], ...themed[name], transform: ofOneSign(name, options) };
  return themed;
}

/** The marks, with each colour key knowing what kind of values its colours stand for; one of quantities says which. */
function withKinds(options: Plot.PlotOptions, color: Plot.Scale | undefined, warnings: string[]): Plot.Markish[] {
  const values = marksOf(options).flatMap((mark) => valuesOn("color", mark));
  const kind = colorKind(values, saidYears("color", options));
  const isQuantity = kind === "other" && color !== undefined && !/^(ordinal|categorical)$/.test(String(color.type));
  const told = (mark: unknown): unknown => {
    if (Array.isArray(mark)) return mark.map(told);
    if (!(mark instanceof ColorKey)) return mark;
    if (!isQuantity || mark.label !== undefined) return mark.of(kind);
    warnings.push(
      'the colours have no label of their own; name the quantity and its unit: color: {label: "GW a year", legend: true}',
    );
    const fields = marksOf(options).flatMap((one) => fieldsOn("color", one));
    return mark.of(
      kind,
      fields.find((field) => typeof field === "string"),
    );
  };
  return (options.marks ?? []).map(told) as Plot.Markish[];
}

/** Padding between bars, as a share of their step. */
const BAND_PADDING = 0.28;
const PANEL_PADDING = 0.08;

function axisX({ x, fx, sideways, below, scattered, width, years, order }: Seen, options: Plot.PlotOptions): Axis {
  const axis: Axis = { labelArrow: "none", tickSize: 5, tickPadding: 6, tickSpacing: 100, ...numberFormat(x) };
  if (isBand(x)) Object.assign(axis, { ...named(x), label: null, ...order("x", x) });
  if (x?.type === "band") axis.padding = fx ? PANEL_PADDING : BAND_PADDING;
  // Ticks hang from an axis line; where there is none they would float.
  if (isBand(x) || sideways || below) Object.assign(axis, { tickSize: 0, tickPadding: 9 });
  if (x && years("x")) Object.assign(axis, { label: null, ...yearFormat(true), ticks: yearTicks(x, width - 80) });
  if (sideways) {
    axis.tickSpacing = 80;
    axis.grid = options.grid === undefined ? true : undefined;
    if (x?.type === "linear" && options.x?.domain === undefined) axis.nice = 5;
  }
  if (scattered) axis.inset = 6;
  return Object.assign(axis, calendarAxis(x, width - 80));
}

function axisY({ y, years, order }: Seen, options: Plot.PlotOptions): Axis {
  const axis: Axis = {
    labelArrow: "none",
    tickSize: 0,
    tickSpacing: 48,
    ...numberFormat(y),
    ...yearFormat(years("y")),
  };
  if (isBand(y)) Object.assign(axis, { ...named(y), label: null, labelAnchor: "top", ...order("y", y) });
  if (y?.type === "band") axis.padding = BAND_PADDING;
  if (isQuantitative(y)) {
    if (options.grid === undefined) axis.grid = true;
    if (y.type === "linear" && options.y?.domain === undefined) axis.nice = 5;
  }
  return Object.assign(axis, calendarAxis(y));
}

/** The axis line, drawn over the marks so that their outlines don't nibble at it. */
function baseline({ x, y, sideways, below }: Seen, options: Plot.PlotOptions): Plot.Markish[] {
  const own = sideways ? options.y?.line : options.x?.line;
  if (own !== undefined || options.axis === null) return [];
  const stroke = inks.axis.light;
  if (sideways)
    return below ? [Plot.ruleX([0], { stroke })] : lowest(x) === 0 ? [Plot.frame({ anchor: "left", stroke })] : [];
  if (!isQuantitative(y)) return [];
  return [below ? Plot.ruleY([0], { stroke }) : Plot.frame({ anchor: "bottom", stroke })];
}

/** Says that classes such as "2025" are meant as classes, which spares a warning; dates written as text still deserve it. */
function named(scale: Plot.Scale): Axis {
  return [...(scale.domain ?? [])].some(isDateText) ? {} : { type: scale.type ?? undefined };
}

/**
 * Quantities written as text stand in a row of names, where 9, 10 and 11 are as far apart as 9, 10 and 1,000 and upwards the first is on top.
 * Undefined where the texts read as names.
 */
function quantitiesAsText(name: "x" | "y", { order, ...seen }: Seen, given: Axis = {}): string | undefined {
  const scale = seen[name];
  if (!isBand(scale) || given.type !== undefined || given.domain !== undefined) return undefined;
  const domain = [...(order(name, scale).domain ?? scale.domain ?? [])] as unknown[];
  if (domain.length < 2 || !domain.every(isNumberText) || readsAsNames(name, scale, domain)) return undefined;
  const some = fewOf(domain.map((value) => `"${value}"`));
  return `what stands on the ${name} axis is text that looks like numbers, ${some}, and is set out as names; make numbers of it, \`Number(…)\`, or say that it is names: ${name}: {type: "${scale.type}"}`;
}

const isNumberText = (value: unknown): boolean =>
  typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value));

/** Numbers in text that name their places rightly: bars in rising order, or evenly spaced whole ones of one length (years, months) from left to right. */
function readsAsNames(name: "x" | "y", scale: Plot.Scale, domain: readonly unknown[]): boolean {
  const numbers = domain.map(Number);
  const steps = numbers.slice(1).map((number, i) => number - (numbers[i] ?? 0));
  if (scale.type === "band")
    return name === "x"
      ? steps.every((step) => step > 0)
      : steps.every((step) => step > 0) || steps.every((step) => step < 0);
  const isEven = steps.every((step) => step > 0 && step === steps[0]) && numbers.every(Number.isInteger);
  return name === "x" && isEven && new Set(domain.map((value) => String(value).length)).size === 1;
}

const isDateText = (value: unknown): boolean => typeof value === "string" && /^\d{4}-\d{2}/.test(value);

const yearFormat = (isYear: boolean): Axis => (isYear ? { tickFormat: "d" } : {});

function numberFormat(scale: Plot.Scale | undefined): Axis {
  const format = tickFormat(scale);
  return format ? { tickFormat: format } : {};
}

/** Whether a scale counts years: by what it shows is called, or, where nothing else is said, by its numbers. */
function countsYears(name: AxisName, scale: Plot.Scale | undefined, options: Plot.PlotOptions): boolean {
  const said = saidYears(name, options);
  return said === undefined ? isYears(scale) : said && isYears(scale, true);
}

/** Whether what a scale shows is called years, or something else; undefined where it isn't called anything. */
function saidYears(name: AxisName, options: Plot.PlotOptions): boolean | undefined {
  const label = options[name]?.label;
  if (isYearName(label) || marksOf(options).some((mark) => fieldsOn(name, mark).some(isYearName))) return true;
  // Quantities of about two thousand have labels of their own, upwards or in colours.
  return (name === "y" || name === "color") && typeof label === "string" ? false : undefined;
}

/** Names of the fields that a mark shows on a scale. */
function fieldsOn(name: AxisName, mark: Plot.Mark): unknown[] {
  const { channels, fx, fy } = mark as unknown as { channels: MarkChannels; fx?: unknown; fy?: unknown };
  if (name === "fx") return [fx];
  if (name === "fy") return [fy];
  const written = originOf(mark)?.written ?? [];
  return Object.entries(channels).flatMap(([key, { value, scale, label }]) =>
    isOn(name, key, scale) ? [value, label, ...written.flatMap((one) => (one.option === key ? [one.value] : []))] : [],
  );
}

/** Options of the theme under those of the author; `undefined` counts as not given. */
function merge(extra: Axis, given: Axis = {}): Axis {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...extra, ...set };
}

const lowest = (scale: Plot.Scale | undefined): number => least([...(scale?.domain ?? [])].map(Number));

/** The library's logarithmic axes leave labels out between decades; ours print every tick they draw. */
function logAxis(name: "x" | "y", scale: Plot.Scale, given: Axis, themed: Plot.PlotOptions, every: number): void {
  if (given.ticks !== undefined || given.tickFormat !== undefined || given.axis !== undefined) return;
  const ticks = fewer(logTicks(scale), every);
  if (ticks.length < 2) return;
  const settings = themed[name] ?? {};
  const { labelArrow, tickSize, tickPadding } = settings;
  const label = given.label === undefined ? String(scale.label ?? "") || null : given.label;
  const options = { text: plainText, label, labelArrow, tickSize, tickPadding };
  const axis = name === "x" ? Plot.axisX(ticks, options) : Plot.axisY(ticks, options);
  const grid = settings.grid !== true ? [] : [name === "x" ? Plot.gridX(ticks) : Plot.gridY(ticks)];
  themed.marks = [...grid, axis, ...(themed.marks ?? [])];
  themed[name] = { ...settings, axis: null, grid: false };
}

/** Powers of ten first, where there are two: they are what a reader looks for. */
function fewer(ticks: number[], every: number): number[] {
  if (every === 1) return ticks;
  const powers = ticks.filter((tick) => Number.isInteger(Number(Math.log10(tick).toFixed(9))));
  const [kept, step] = powers.length > 1 ? [powers, every / 2] : [ticks, every];
  return kept.filter((_, i) => i % step === 0);
}

function colors({ order }: Seen, color: Plot.Scale, given: Axis = {}, warnings: string[] = []): Axis {
  const named = color.type === "ordinal" ? order("color", color) : {};
  if (given.range !== undefined || given.scheme !== undefined || given.interpolate !== undefined) return named;
  const classes = [...(color.domain ?? [])].length;
  const most = given.type === "ordinal" ? rampColors.length : seriesColors.length;
  if (color.type === "ordinal" && classes > most)
    warnings.push(`${classes} classes are more than the ${most} colours there are; put the small ones together`);
  if (color.type === "ordinal" && given.type === "ordinal") return { ...named, range: ramp(Math.min(classes, most)) };
  if (color.type === "ordinal") return { type: "categorical", ...named, range: seriesColors.map(({ light }) => light) };
  const domain = [...(given.domain ?? color.domain ?? [])];
  if (given.type === undefined) return roundClasses(domain);
  if (given.type === "quantize" || given.type === "quantile")
    return { range: ramp(Math.min(Math.max(2, given.n ?? 5), rampColors.length)) };
  if (given.type === "threshold") return domain.length < rampColors.length ? { range: ramp(domain.length + 1) } : {};
  return {};
}

/**
 * Classes named by text stand in the order in which the data names them first, as the author wrote them; the library would sort them by
 * alphabet. Numbers and dates stay sorted, and a mark's own `sort` or a scale's `domain` stand.
 */
function inOrder(options: Plot.PlotOptions): Seen["order"] {
  const marks = marksOf(options);
  return (name, scale) => {
    const domain = [...(scale?.domain ?? [])];
    const sorted = marks.some((mark) => name in ((mark as { sort?: object | null }).sort ?? {}));
    if (sorted || !domain.every((value) => typeof value === "string" && !isDateText(value))) return {};
    const seen = new Set<unknown>();
    for (const mark of marks)
      for (const value of valuesOn(name, mark)) if (domain.includes(value as string)) seen.add(value);
    return seen.size === domain.length ? { domain: [...seen] as string[] } : {};
  };
}
