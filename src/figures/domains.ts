import type * as Plot from "@observablehq/plot";
import { extent, ticks } from "d3-array";
import { largest, least } from "../lists.js";
import { ramp } from "./plot.js";
import { type MarkChannels, marksOf, type ScaleName, valuesOn } from "./shown.js";
import { rampColors } from "./theme.js";
import { isQuantitative } from "./ticks.js";

type Axis = Plot.ScaleOptions;
type Domain = [number, number] | [Date, Date];

/**
 * The domain of an axis where the library's own would mislead; undefined where it is right, or the author gave one.
 *
 * - A logarithmic axis is taken to be negative when its first value is. Where there are positive ones, they are what it is for.
 * - On an axis whose values are all the same, what stretches along it (bars, rectangles, areas, rules with ends) fills the whole chart, and a
 *   logarithmic one has a place in the middle for whatever has none. Such a domain is opened.
 */
export function domainFor(
  name: "x" | "y",
  scale: Plot.Scale | undefined,
  options: Plot.PlotOptions,
): Domain | undefined {
  const given = options[name] ?? {};
  if (!scale || given.domain !== undefined) return undefined;
  const own = [...(scale.domain ?? [])] as unknown[];
  const isLog = scale.type === "log";
  const turned = isLog && !own.every((end) => Number(end) > 0) ? positiveDomain(name, options) : undefined;
  const [low, high] = (turned ?? [own.at(0), own.at(-1)]) as [unknown, unknown];
  if (Number(low) !== Number(high) || !Number.isFinite(Number(low))) return turned;
  if (isLog) return [Number(low) / 2, Number(low) * 2];
  if (!stretchesAlong(name, options)) return undefined;
  if (low instanceof Date) return [new Date(Number(low) - DAY), new Date(Number(low) + DAY)];
  if (!isQuantitative(scale)) return undefined;
  const value = Number(low);
  if (value === 0) return [0, given.percent ? 100 : 1];
  return [value - Math.abs(value) / 2, value + Math.abs(value) / 2];
}

const DAY = 24 * 60 * 60 * 1000;

function positiveDomain(name: "x" | "y", options: Plot.PlotOptions): [number, number] | undefined {
  const values = marksOf(options).flatMap((mark) => valuesOn(name, mark).map(Number));
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  // A chart may have more values than a call takes.
  const [least, most] = extent(positive);
  return least === undefined ? undefined : [least, most];
}

/** Whether a mark has two ends on this axis. */
export function stretchesAlong(name: "x" | "y", options: Plot.PlotOptions): boolean {
  return marksOf(options).some((mark) => {
    const { channels } = mark as unknown as { channels: MarkChannels };
    return [`${name}1`, `${name}2`].every((end) => channels[end]?.value != null && channels[end]?.scale === name);
  });
}

/**
 * What a logarithmic scale, of places, colours, sizes, has to do with its values before it scales them: those of the other sign, and zero, have
 * no place on it and become NaN, for which nothing is drawn. Else zero is drawn in the colour of the least value.
 */
export function ofOneSign(name: ScaleName, options: Plot.PlotOptions): (value: unknown) => unknown {
  const { transform, percent } = (options[name] ?? {}) as Plot.ScaleOptions & {
    transform?: (value: unknown) => unknown;
  };
  const made = (value: unknown): unknown => (transform ? transform(value) : percent ? Number(value) * 100 : value);
  const values = marksOf(options).flatMap((mark) => valuesOn(name, mark).map((value) => Number(made(value))));
  const sign = values.some((value) => value > 0) ? 1 : -1;
  return (value) => {
    const result = made(value);
    return Number(result) * sign > 0 ? result : Number.NaN;
  };
}

/** Scales that may be logarithmic. */
export const MEASURES = ["x", "y", "color", "r", "opacity", "length"] as const satisfies readonly ScaleName[];

/** Classes of a quantity that part at round values, as many as the ramp tells apart; of dates, classes as long as one another. */
export function roundClasses(domain: readonly unknown[]): Axis {
  const evenly: Axis = { type: "quantize", range: rampColors.map(({ light }) => light) };
  if (domain.some((end) => end instanceof Date)) return evenly;
  const ends = domain.map(Number);
  const [low, high] = [least(ends), largest(ends)];
  for (let n: number = rampColors.length; n > 1; n--) {
    const classes = ticks(low, high, n).filter((bound) => bound > low && bound < high).length + 1;
    if (classes < 2 || classes > rampColors.length) continue;
    const paints = ramp(classes);
    const interpolate = (at: number): string => paints[Math.round(at * (classes - 1))] ?? "";
    return { type: "quantize", n, interpolate };
  }
  return evenly;
}

/** There and back between numbers and what a bent scale shows of them evenly. */
function bend({
  type,
  exponent = 1,
  constant = 1,
}: Axis): [to: (x: number) => number, from: (y: number) => number] | undefined {
  switch (type) {
    case "sqrt":
      return bend({ type: "pow", exponent: 0.5 });
    case "pow":
      return [(x) => Math.sign(x) * Math.abs(x) ** exponent, (y) => Math.sign(y) * Math.abs(y) ** (1 / exponent)];
    case "log":
      return [Math.log, Math.exp];
    case "symlog":
      return [
        (x) => Math.sign(x) * Math.log1p(Math.abs(x / constant)),
        (y) => Math.sign(y) * constant * Math.expm1(Math.abs(y)),
      ];
    default:
      return undefined;
  }
}

/** How far a bound of classes may lie from where it parts evenly, as a share. */
const NEAR = 0.15;

/** Classes that part evenly along a bent scale, or nearly so: at numbers of one digit where those are near, else of two or three. */
export function bentClasses(color: Plot.Scale, given: Axis = {}): Axis {
  const domain = [...(given.domain ?? color.domain ?? [])];
  const bent = bend(given);
  if (given.range !== undefined || given.scheme !== undefined || given.interpolate !== undefined) return {};
  if (given.type === "linear") return roundClasses(domain);
  if (!bent) return {};
  const ends = domain.map(Number);
  const [low, high] = [least(ends), largest(ends)];
  const [to, from] = bent;
  for (let n: number = rampColors.length; n > 1; n--)
    for (const digits of [1, 2, 3]) {
      const exact = Array.from({ length: n - 1 }, (_, i) => from(to(low) + ((to(high) - to(low)) * (i + 1)) / n));
      const bounds = exact.map((bound) => Number(bound.toPrecision(digits)));
      const isApart = bounds.every((bound, i) => bound > (bounds[i - 1] ?? low) && bound < high);
      const isNear = bounds.every((bound, i) => Math.abs(bound - (exact[i] ?? 0)) <= NEAR * Math.abs(bound));
      if (isApart && isNear) return { type: "threshold", domain: bounds, range: ramp(n) };
    }
  return {};
}
