import * as Plot from "@observablehq/plot";
import { largest, least } from "../lists.js";
import { formatValue } from "../notebook/library/format.js";
import type { ChartThreshold } from "../notebook/types.js";
import { roundedToSignificant } from "../text/decimal.js";
import type { DrawnScales } from "./checks/drops.js";
import type { MarkRecord } from "./checks/watch.js";
import type { TextBox } from "./layout.js";
import { inks } from "./theme.js";
import { isQuantitative, isYears, plainText } from "./ticks.js";

type AxisName = "x" | "y";

/** A value at which a claim flips, on the axis of a chart that shows what the claim compares with it. */
export interface Limit {
  axis: AxisName;
  value: number;
  /** What is written at its line. */
  words: string;
}

/**
 * The limits that are drawn: of claims about a value that stands among those that an axis of quantities shows, so that the axis has the limit's
 * unit. None where the author draws a line there, where the axis begins at it, or where it would leave less than half of the axis to the data; and none in panels, each of which
 * shows something else.
 *
 * @param records what the first drawing told of the author's marks
 */
export function limitsOf(
  thresholds: readonly ChartThreshold[],
  options: Plot.PlotOptions,
  records: ReadonlyMap<unknown, MarkRecord>,
  scales: DrawnScales,
): Limit[] {
  if (scales.isProjected || scales.get("fx") || scales.get("fy")) return [];
  const limits: Limit[] = [];
  for (const axis of ["y", "x"] as const) {
    const scale = scales.get(axis);
    if (!isQuantitative(scale) || isYears(scale)) continue;
    const shown = new Set(shownOn(axis, records.values()));
    const lines = [...linesOn(axis, records.values())];
    for (const threshold of thresholds) {
      const value = flipOf(threshold, shown);
      const known = [...lines, ...limits.flatMap((one) => (one.axis === axis ? one.value : []))];
      if (value === undefined || known.some((one) => isSame(one, value))) continue;
      if (hasRoom(value, scale, scales.isBounded(axis)))
        limits.push({ axis, value, words: `claim flips at ${limitText(value, options[axis])}` });
    }
  }
  return limits;
}

/** A claim's limit where one of its values is shown. Nothing and one are shown by many a chart without being meant, and are believed only where its code reads them. */
function flipOf({ values, limit, isUsed }: ChartThreshold, shown: ReadonlySet<number>): number | undefined {
  try {
    const isShown = values().some(
      (value) => typeof value === "number" && shown.has(rounded(value)) && (isUsed || (value !== 0 && value !== 1)),
    );
    const value = isShown ? limit() : undefined;
    return typeof value === "number" && Number.isFinite(value) ? value : undefined;
  } catch {
    // The claim says itself what is wrong with it.
    return undefined;
  }
}

/** Values computed in two ways differ in their last digits. */
const rounded = (value: number): number => Number(value.toPrecision(12));
const isSame = (one: number, other: number): boolean => rounded(one) === rounded(other);

function shownOn(axis: AxisName, records: Iterable<MarkRecord>): number[] {
  return [...records].flatMap(({ raw, panels }) =>
    Object.entries(panels[0]?.channels ?? {}).flatMap(([name, { scale }]) =>
      scale === axis ? numbersIn(raw[name]).map(rounded) : [],
    ),
  );
}

/** Where the author draws lines across. */
function* linesOn(axis: AxisName, records: Iterable<MarkRecord>): Generator<number> {
  for (const { mark, raw } of records)
    if (mark instanceof (axis === "x" ? Plot.RuleX : Plot.RuleY)) yield* numbersIn(raw[axis]);
}

const numbersIn = (values: ArrayLike<unknown> | null | undefined): number[] =>
  Array.from(values ?? []).filter((value): value is number => typeof value === "number" && Number.isFinite(value));

function hasRoom(value: number, scale: Plot.Scale, isBounded: boolean): boolean {
  const ends = [...(scale.domain ?? [])].map(Number);
  const { transform } = scale as { transform?: (value: number) => number };
  const given = transform ? transform(value) : value;
  if (scale.type === "log" && given * (ends[0] ?? 0) <= 0) return false;
  const at = (one: number): number => (scale.type === "log" ? Math.log(Math.abs(one)) : one);
  const [low, high] = [least(ends.map(at)), largest(ends.map(at))];
  const place = at(given);
  // The end of an axis has a line already.
  if (place === low || given === 0) return false;
  if (place > low && place <= high) return true;
  return !isBounded && Math.max(high, place) - Math.min(low, place) <= 2 * (high - low);
}

/** As the axis prints its ticks, to four digits. */
function limitText(value: number, { percent, transform, tickFormat }: Plot.ScaleOptions = {}): string {
  const counted = roundedToSignificant(transform ? Number(transform(value)) : percent ? 100 * value : value, 4);
  if (typeof tickFormat === "function")
    return String((tickFormat as (value: unknown, i: number) => unknown)(counted, 0));
  const share = roundedToSignificant(100 * counted, 4);
  if (typeof tickFormat === "string" && tickFormat.endsWith("%")) return `${plainText(share)}%`;
  if (typeof tickFormat === "string" && tickFormat.startsWith("$"))
    return formatValue(counted, { style: "dollars", digits: String(counted).split(".")[1]?.length ?? 0 });
  return percent && !transform ? `${plainText(counted)}%` : plainText(counted);
}

/** Where the words at a limit stand: at which end of its line, and on which side of it. */
export const PLACES = [
  { end: "start", side: -1 },
  { end: "end", side: -1 },
  { end: "start", side: 1 },
  { end: "end", side: 1 },
] as const;

/** The marks with lines at the limits, below what the author writes over all else, and with the words at the lines. */
export function withLimitMarks(
  given: Plot.PlotOptions["marks"],
  limits: readonly Limit[],
  { end, side }: (typeof PLACES)[number],
): Plot.Markish[] {
  const marks: Plot.Markish[] = (given ?? []).flat(5 as 1);
  const texts = marks.findLastIndex((mark) => !(mark instanceof Plot.Text)) + 1;
  const line = { stroke: inks.muted.light, strokeDasharray: "4,3" };
  const text = { fill: inks.muted.light, stroke: inks.background.light, strokeWidth: 4, textAnchor: end } as const;
  const inwards = end === "start" ? 1 : -1;
  const lines = limits.map(({ axis, value }) => (axis === "y" ? Plot.ruleY([value], line) : Plot.ruleX([value], line)));
  const words = limits.map(({ axis, value, words }) =>
    axis === "y"
      ? Plot.text([words], {
          ...text,
          y: () => value,
          frameAnchor: inwards > 0 ? "left" : "right",
          dx: 4 * inwards,
          dy: 10 * side,
        })
      : Plot.text([words], {
          ...text,
          x: () => value,
          frameAnchor: side < 0 ? "top" : "bottom",
          dx: 6 * inwards,
          dy: -8 * side,
        }),
  );
  return [...marks.slice(0, texts), ...lines, ...marks.slice(texts), ...words];
}

/** Steps in which lines are followed from point to point. */
const STEPS = 12;

/** How much of the author's points and lines the words at limits lie over. */
export function hiddenBy(limits: readonly Limit[], boxes: readonly TextBox[], records: Iterable<MarkRecord>): number {
  const words = boxes.filter(({ text }) => limits.some((limit) => limit.words === text));
  let count = 0;
  const see = (x: number, y: number): void => {
    if (words.some(({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom)) count++;
  };
  for (const { mark, panels } of records)
    for (const { kept, values, channels } of panels) {
      const [xs, ys, series] = [values.x, values.y2 ?? values.y, channels.z?.value];
      if (!xs || !ys) continue;
      for (let n = 0; n < kept.length; n++) {
        const [i, before] = [kept[n] ?? -1, kept[n - 1] ?? -1];
        const [x, y] = [Number(xs[i]), Number(ys[i])];
        see(x, y);
        if (n === 0 || !(mark instanceof Plot.Line) || series?.[i] !== series?.[before]) continue;
        const [px, py] = [Number(xs[before]), Number(ys[before])];
        for (let step = 1; step < STEPS; step++) see(px + ((x - px) * step) / STEPS, py + ((y - py) * step) / STEPS);
      }
    }
  return count;
}
