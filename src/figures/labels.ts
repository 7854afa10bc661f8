import * as Plot from "@observablehq/plot";
import { ticks } from "d3-array";
import { printed, stretchOf } from "../keys/calendar.js";
import { largest, least } from "../lists.js";
import { isLikelyYear } from "../notebook/library/year-names.js";
import { chartFont } from "./chart-font.js";
import { size } from "./theme.js";
import { logTicks, plainText } from "./ticks.js";

/** What `directLabels` takes besides the options of a text mark. */
export interface DirectLabelOptions extends Plot.TextOptions {
  /** What tells the series apart, a field or an accessor; the label's text and colour unless `text` or `fill` say otherwise. */
  z?: Plot.ChannelValue;
}

interface Label {
  index: number;
  x: number;
  y: number;
  height: number;
}

/**
 * Labels every series at its last point, in the series' own colour, moved up or down just enough that no two overlap. With
 * `Plot.stackY({x, y, z})` as options the labels stand beside the layers of the last bar or the end of an area.
 */
export function directLabels(data: Plot.Data, options: DirectLabelOptions = {}): Plot.Text {
  const { z, text = z, fill = z, dx = 7, textAnchor = "start", lineHeight = size.line / size.text, ...rest } = options;
  if (text === undefined) throw new Error("directLabels needs `z`, the field that tells the series apart, or `text`");
  const channels = { ...rest.channels, ...(z === undefined ? {} : { series: z }) };
  const words = { transform: (rows: Plot.Data) => labelTexts(rows, text) };
  const placed = Plot.initializer(
    { ...rest, text: words, fill, dx, textAnchor, lineHeight, channels },
    (rows, facets, given, scales, area) => {
      const { x, y, series, text: texts } = given;
      if (!x?.value || !y?.value) throw new Error("directLabels needs `x` and `y`");
      const across = pixels(x.value, scales.x);
      const up = pixels(y.value, scales.y);
      const shown = facets.map((facet) => {
        const last = new Map<unknown, Label>();
        for (const index of facet) {
          const [px, py] = [across[index] ?? Number.NaN, up[index] ?? Number.NaN];
          if (!Number.isFinite(px) || !Number.isFinite(py)) continue;
          const key = series?.value ? at(series.value, index) : 0;
          const before = last.get(key);
          const lines = String(texts?.value ? at(texts.value, index) : "").split("\n").length;
          if (!before || px >= before.x) last.set(key, { index, x: px, y: py, height: lines * size.line });
        }
        const labels = [...last.values()];
        const top = area.marginTop - size.line / 2;
        // Letters stay clear of the axis line.
        const bottom = area.height - area.marginBottom;
        const spread = spreadOut(labels, top, bottom);
        labels.forEach((label, i) => {
          up[label.index] = spread[i] ?? label.y;
        });
        return labels.map((label) => label.index);
      });
      // A band's own half width is added by the text mark; the other half takes the label to the band's end.
      const { bandwidth } = (scales.x ?? {}) as { bandwidth?: () => number };
      const band = bandwidth ? bandwidth() / 2 : 0;
      return { data: rows, facets: shown, channels: { x: { value: across.map((v) => v + band) }, y: { value: up } } };
    },
  );
  return Plot.text(data, placed);
}

/** A series that is named by a year is not named by a quantity. */
function labelTexts(rows: Plot.Data, text: Plot.ChannelValue): unknown[] {
  const texts = Array.from((Plot.valueof(rows, text) ?? []) as Iterable<unknown>);
  return texts.map((value) => (isLikelyYear(value) ? String(value) : value));
}

type Values = NonNullable<Plot.Channel["value"]>;

const at = (values: Values, index: number): unknown => (values as ArrayLike<unknown>)[index];

function pixels(values: Values, scale: ((value: unknown) => number) | undefined): number[] {
  return Array.from(values as ArrayLike<unknown>, (value) => (scale ? scale(value) : Number(value)));
}

/**
 * Centres of the items, moved as little as possible (in squares) so that none overlaps its neighbour and all lie between `low` and `high` if
 * there is room. Runs of items that touch share their mean shift, as in isotonic regression by pooling neighbours.
 */
export function spreadOut(items: readonly { y: number; height: number }[], low: number, high: number): number[] {
  const order = items.map((item, i) => ({ ...item, i })).sort((a, b) => a.y - b.y || a.i - b.i);
  const runs: { sum: number; count: number; from: number; height: number }[] = [];
  order.forEach((item, n) => {
    // Each run knows where its top would lie if every member had its wish.
    let run = { sum: item.y - item.height / 2, count: 1, from: n, height: item.height };
    for (
      let last = runs.at(-1);
      last && last.sum / last.count + last.height > run.sum / run.count;
      last = runs.at(-1)
    ) {
      runs.pop();
      run = {
        sum: last.sum + run.sum - run.count * last.height,
        count: last.count + run.count,
        from: last.from,
        height: last.height + run.height,
      };
    }
    runs.push(run);
  });
  const tops = runs.map((run) => run.sum / run.count);
  const heights = runs.map((run) => run.height);
  let ceiling = high;
  for (let i = runs.length - 1; i >= 0; i--) {
    tops[i] = Math.min(tops[i] ?? 0, ceiling - (heights[i] ?? 0));
    ceiling = tops[i] ?? ceiling;
  }
  let floor = low;
  for (let i = 0; i < runs.length; i++) {
    tops[i] = Math.max(tops[i] ?? 0, floor);
    floor = (tops[i] ?? 0) + (heights[i] ?? 0);
  }
  const centres: number[] = new Array(items.length).fill(0);
  runs.forEach((run, r) => {
    let top = tops[r] ?? 0;
    for (let n = run.from; n < run.from + run.count; n++) {
      const item = order[n];
      if (!item) continue;
      centres[item.i] = top + item.height / 2;
      top += item.height;
    }
  });
  return centres;
}

/** Name of the key's group, by which the layout finds it. */
export const COLOR_KEY = "color key";

const SWATCH = 11;
const GAP = 6;
const BETWEEN = 16;

/** Options of `colorKey`. */
export interface ColorKeyOptions {
  /** Text for each class, or each bound of a quantity, in place of its own. */
  format?: (value: unknown) => string;
  /** What the colours stand for, above them. */
  label?: string;
}

/** What colours stand for, where a number alone doesn't tell: calendar years, dates, instants. */
export type ColorKind = "years" | "days" | "instants" | "other";

/**
 * The kind of what a colour scale shows.
 *
 * @param saidYears whether it is called years, or something else; undefined where nothing is said.
 */
export function colorKind(values: readonly unknown[], saidYears: boolean | undefined): ColorKind {
  const shown = values.filter((value) => value !== null && value !== undefined);
  if (shown.length === 0) return "other";
  if (shown.every((value) => value instanceof Date))
    return shown.every((value) => Number(value) % DAY === 0) ? "days" : "instants";
  const isYear = saidYears === undefined ? isLikelyYear : saidYears ? Number.isInteger : () => false;
  return shown.every(isYear) ? "years" : "other";
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * A legend of the colour scale, drawn as squares and text in rows above the chart: its classes, the ranges of a quantity in steps, or a few
 * values along a continuous one. Direct labels read better where they fit.
 */
export class ColorKey extends Plot.Mark {
  private readonly format: ((value: unknown) => string) | undefined;
  readonly label: string | undefined;

  constructor(
    private readonly options: ColorKeyOptions = {},
    private readonly kind?: ColorKind,
  ) {
    // The library's type hides the constructor that its own marks use.
    super(...([[null], {}, { facet: "super" }, { ariaLabel: COLOR_KEY, fill: null, stroke: null }] as unknown as []));
    this.format = options.format;
    this.label = options.label;
  }

  /** The same key of colours that stand for values of this kind, called `label` where it has no label of its own. */
  of(kind: ColorKind, label = this.label): ColorKey {
    return new ColorKey({ ...this.options, ...(label === undefined ? {} : { label }) }, kind);
  }

  render(
    _index: number[] | null,
    scales: Plot.ScaleFunctions,
    _values: Plot.ChannelValues,
    dimensions: Plot.Dimensions,
    context: Plot.Context,
  ): SVGElement {
    const scale = scales.scales.color as Plot.Scale | undefined;
    const { color } = scales;
    if (!color || !scale?.domain) throw new Error("a colour key needs a mark whose `fill` or `stroke` names a field");
    const { document } = context;
    const make = (name: string, attributes: Record<string, string | number>): SVGElement => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name) as SVGElement;
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
      return element;
    };
    const group = make("g", { "aria-label": COLOR_KEY });
    // The drawing that tells the scales tells what they are of, too.
    const { kind } = this;
    if (kind === undefined) return group;
    const start = 3;
    let x = start;
    let y = 2;
    const write = (text: string, at: number): void => {
      const label = make("text", { x: at, y: y + SWATCH + 1.5, "text-anchor": "start" });
      label.textContent = text;
      group.appendChild(label);
    };
    if (this.label) {
      write(this.label, start);
      y += size.line + 4;
    }
    for (const { text, paint } of entriesOf(scale, color as (value: unknown) => string, kind, this.format)) {
      const width = SWATCH + GAP + chartFont().width(text, size.text);
      if (x > start && x + width > dimensions.width) {
        x = start;
        y += size.line + 4;
      }
      group.appendChild(make("rect", { x, y: y + 2, width: SWATCH, height: SWATCH, fill: paint }));
      write(text, x + SWATCH + GAP);
      x += width + BETWEEN;
    }
    return group;
  }
}

/** Squares of a key along a continuous scale. */
const STEPS = 5;

interface Entry {
  text: string;
  paint: string;
}

function entriesOf(
  scale: Plot.Scale,
  color: (value: unknown) => string,
  kind: ColorKind,
  format: ((value: unknown) => string) | undefined,
): Entry[] {
  const domain: unknown[] = [...(scale.domain ?? [])];
  if (/^(ordinal|categorical)$/.test(String(scale.type)))
    return domain.map((value) => ({ text: (format ?? classText(kind))(value), paint: color(value) }));
  const numbers = domain.map(Number);
  const isTime = kind === "days" || kind === "instants";
  if (scale.type === "threshold") {
    const paints = [...(scale.range ?? [])].map(String);
    if (kind === "years" && format === undefined) return yearClasses(numbers, paints);
    // A bound within a day parts the same dates as the day after does.
    const bounds = kind === "days" ? numbers.map((bound) => Math.ceil(bound / DAY) * DAY) : numbers;
    const text = format && isTime ? (bound: unknown) => format(new Date(Number(bound))) : format;
    return rangeClasses(bounds, paints, text ?? (isTime ? timeText(kind) : boundText(bounds)));
  }
  const [low, high] = [least(numbers), largest(numbers)];
  if (isTime)
    return [...new Set([low, high])].map((value) => ({
      text: format ? format(new Date(value)) : timeText(kind)(value),
      paint: color(new Date(value)),
    }));
  const marked = scale.type === "log" ? logTicks(scale) : ticks(low, high, STEPS);
  const inside = kind === "years" ? marked.filter(Number.isInteger) : marked;
  const shown = inside.length > 1 ? inside : [...new Set([low, high])];
  const text = format ?? (kind === "years" ? String : boundText(shown));
  return shown.map((value) => ({ text: text(value), paint: color(value) }));
}

function rangeClasses(bounds: readonly number[], paints: readonly string[], text: (value: unknown) => string): Entry[] {
  return paints.map((paint, i) => {
    const [from, to] = [bounds[i - 1], bounds[i]];
    if (from === undefined) return { text: `< ${text(to)}`, paint };
    return { text: to === undefined ? `≥ ${text(from)}` : `${text(from)}–${text(to)}`, paint };
  });
}

/** Years are whole, so that a class is named by those that it holds, and one between two years holds none. */
function yearClasses(bounds: readonly number[], paints: readonly string[]): Entry[] {
  return paints.flatMap((paint, i): Entry[] => {
    const from = i === 0 ? undefined : Math.ceil(bounds[i - 1] ?? 0);
    const to = i >= bounds.length ? undefined : Math.ceil(bounds[i] ?? 0) - 1;
    if (from === undefined) return [{ text: `≤ ${to}`, paint }];
    if (to === undefined) return [{ text: `≥ ${from}`, paint }];
    return from > to ? [] : [{ text: from === to ? String(from) : `${from}–${to}`, paint }];
  });
}

/** 2 May 2026, and the hour in coordinated universal time where not all are whole days. */
const timeText =
  (kind: ColorKind) =>
  (value: unknown): string => {
    const [date = "", time = ""] = new Date(Number(value)).toISOString().split("T");
    const stretch = stretchOf(date);
    const day = (stretch && printed(stretch, "short")) ?? date;
    return kind === "days" ? day : `${day}, ${time.replace(/(:00)?\.000Z$|Z$/, "")}`;
  };

/** A class's own name; a number without the noise of binary arithmetic, a year without a mark. */
const classText =
  (kind: ColorKind) =>
  (value: unknown): string => {
    if (value instanceof Date) return timeText(kind === "days" ? kind : "instants")(value);
    return typeof value === "number" && kind !== "years" && !isLikelyYear(value) ? plainText(value) : String(value);
  };

/** Numbers with as many decimals as tell them apart, and one more. */
function boundText(values: readonly number[]): (value: unknown) => string {
  const gaps = values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? 0)));
  const closest = least(gaps.filter((gap) => gap > 0));
  const digits = Number.isFinite(closest) ? Math.max(0, Math.ceil(-Math.log10(closest)) + 1) : 0;
  const isWhole = values.every(Number.isInteger);
  return (value) => plainText(isWhole ? Number(value) : Number(Number(value).toFixed(Math.min(digits, 20))));
}

/** The colour scale's classes as a row of swatches above the chart; `color: {legend: true}` draws the same. */
export const colorKey = (options: ColorKeyOptions = {}): Plot.RenderableMark => new ColorKey(options);
