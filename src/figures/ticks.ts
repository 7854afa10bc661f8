import type { Plot } from "@observablehq/plot";

/** A scale as the chart library resolved it. */
type Scale = NonNullable<ReturnType<Plot["scale"]>>;

const QUANTITATIVE = new Set(["linear", "log", "symlog", "pow", "sqrt"]);

/** Whether the scale measures a quantity, as against naming classes or dates. */
export const isQuantitative = (scale: Scale | undefined): scale is Scale =>
  scale?.type != null && QUANTITATIVE.has(scale.type);

export const isBand = (scale: Scale | undefined): scale is Scale => scale?.type === "band" || scale?.type === "point";

const domainOf = (scale: Scale | undefined): unknown[] => [...(scale?.domain ?? [])];

/** Calendar years are printed without a thousands mark and need no axis label. */
export function isYears(scale: Scale | undefined): boolean {
  if (scale?.type !== "linear" && !isBand(scale)) return false;
  const values = domainOf(scale);
  return (
    values.length > 0 && values.every((v) => typeof v === "number" && Number.isInteger(v) && v >= 1900 && v <= 2100)
  );
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
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
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
