import type { Plot } from "@observablehq/plot";
import { largest, least } from "../lists.js";
import { formatValue } from "../notebook/library/format.js";
import { isLikelyYear } from "../notebook/library/year-names.js";

/** A scale as the chart library resolved it. */
type Scale = NonNullable<ReturnType<Plot["scale"]>>;

const QUANTITATIVE = new Set(["linear", "log", "symlog", "pow", "sqrt"]);

/** Whether the scale measures a quantity, as against naming classes or dates. */
export const isQuantitative = (scale: Scale | undefined): scale is Scale =>
  scale?.type != null && QUANTITATIVE.has(scale.type);

export const isBand = (scale: Scale | undefined): scale is Scale => scale?.type === "band" || scale?.type === "point";

const domainOf = (scale: Scale | undefined): unknown[] => [...(scale?.domain ?? [])];

/**
 * Calendar years are printed without a thousands mark and need no axis label. Numbers of our time are taken for years, those of other times
 * where the axis or what it shows is called so.
 */
export function isYears(scale: Scale | undefined, isNamedSo = false): boolean {
  if (scale?.type !== "linear" && !isBand(scale)) return false;
  const values = domainOf(scale);
  return values.length > 0 && values.every(isNamedSo ? Number.isInteger : isLikelyYear);
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Digits beyond which a number is read by its power of ten. */
const [LARGE, SMALL] = [1e15, 1e-6];

/** Whether a number is read by its digits: zero is. */
export const isReadable = (value: number): boolean =>
  value === 0 || (Math.abs(value) < LARGE && Math.abs(value) >= SMALL);

/**
 * How to print the ticks of an axis that the library prints badly: a single value, which it gives six decimals, and values with more zeros
 * than anyone counts. Undefined where the library's own ticks are right.
 */
export function tickFormat(scale: Scale | undefined): ((value: number) => string) | undefined {
  if (!isQuantitative(scale)) return undefined;
  const values = domainOf(scale).map(Number);
  const most = largest(values.map(Math.abs));
  if (!isReadable(most)) return powerText;
  return new Set(values).size === 1 ? plainText : undefined;
}

/** A number as text for ticks and legends: grouped, with the digits it has but for the noise of binary arithmetic. */
export function plainText(value: number): string {
  if (!isReadable(value)) return powerText(value);
  const exact = Number(value.toPrecision(12));
  const digits = String(exact).split(".")[1]?.length ?? 0;
  return formatValue(exact, { style: "number", digits });
}

/** 3 × 10¹⁸ */
function powerText(value: number): string {
  if (value === 0) return "0";
  const [mantissa = "", exponent = "0"] = Number(value.toPrecision(6)).toExponential().split("e");
  const power = [...String(Math.abs(Number(exponent)))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return `${mantissa.replace("-", "−")} × 10${Number(exponent) < 0 ? "⁻" : ""}${power}`;
}

/** Every year of a short span; undefined leaves the choice to the library. */
export function yearTicks(scale: Scale, width: number): number[] | undefined {
  const [first, last] = [Number(domainOf(scale).at(0)), Number(domainOf(scale).at(-1))];
  const span = Math.abs(last - first);
  if (isBand(scale) || (span + 1) * 44 > width) return undefined;
  return Array.from({ length: span + 1 }, (_, i) => Math.min(first, last) + i);
}

/** 1, 2, 5 in every decade, powers of ten alone when there are more than three. */
export function logTicks(scale: Scale): number[] {
  const ends = [Number(domainOf(scale).at(0)), Number(domainOf(scale).at(-1))];
  const [low, high] = [least(ends), largest(ends)];
  if (!(low > 0)) return [];
  const decades = Math.log10(high / low);
  const steps = decades > 3 ? [1] : decades > 0.7 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 8];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const step of steps) {
      const tick = power < 0 ? step / 10 ** -power : step * 10 ** power;
      if (tick >= low * (1 - 1e-12) && tick <= high * (1 + 1e-12)) ticks.push(tick);
    }
  return ticks;
}
