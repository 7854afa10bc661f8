import type * as Plot from "@observablehq/plot";
import { extent } from "d3-array";
import { type MarkChannels, marksOf, type ScaleName, valuesOn } from "./shown.js";
import { isQuantitative } from "./ticks.js";

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
