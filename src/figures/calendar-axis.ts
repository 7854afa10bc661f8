import type * as Plot from "@observablehq/plot";
import { keyText, printed, stretchOf } from "../keys/calendar.js";
import type { CalendarKey, Grain } from "../keys/key.js";
import { kindOf } from "../keys/order.js";
import { isBand } from "./ticks.js";

/** A series of more stretches than these keeps those that the data names. */
const MOST_FILLED = 400;
const MOST_POINTS = 4_000;
const LABEL_WIDTH = 62;
const DATE_WIDTH = 84;
/** How many stretches lie between two labels, so that those that have one begin a quarter, a half-year or a year. */
const STRIDES: Record<Grain, readonly number[]> = {
  year: [1, 2, 5, 10, 20, 50],
  half: [1, 2, 4, 10, 20],
  quarter: [1, 2, 4, 8, 20, 40],
  month: [1, 2, 3, 6, 12, 24, 60, 120],
  week: [1, 2, 4, 13, 26, 52],
  day: [1, 2, 7, 14, 28, 56],
};

/**
 * What an axis of months, quarters, weeks or dates adds, given as text: time runs in its own order and not in the alphabet's, stretches that no
 * row names have their place, labels read "May 2026", and as many are printed as have room.
 *
 * @param width of the axis in pixels; upwards and in colours every label is printed.
 */
export function calendarAxis(scale: Plot.Scale | undefined, width?: number): Plot.ScaleOptions {
  const named = scale?.type === "ordinal" || isBand(scale);
  const domain = named ? [...(scale?.domain ?? [])] : [];
  if (!named || domain.length === 0 || !domain.every((value) => typeof value === "string")) return {};
  const keys = domain as string[];
  if (kindOf(keys) !== "calendar") return {};
  const stretches = keys.map((key) => ({ key, at: stretchOf(key) as CalendarKey }));
  stretches.sort((a, b) => a.at.day - b.at.day);
  const grain = stretches[0]?.at.grain ?? "day";
  const alike = stretches.every(({ at }) => at.grain === grain);
  const filled = alike && isBand(scale) ? withGaps(stretches, grain, scale.type === "point") : stretches;
  const shown =
    width === undefined || !alike
      ? undefined
      : filled.length > stretches.length && grain === "day"
        ? apart(stretches, filled, width)
        : labelled(filled, grain, width);
  return {
    type: scale?.type ?? undefined,
    domain: filled.map(({ key }) => key),
    tickFormat: (key: string) => {
      const stretch = typeof key === "string" ? stretchOf(key) : undefined;
      return (stretch && printed(stretch, "short")) ?? String(key);
    },
    ...(shown ? { ticks: shown.map(({ key }) => key) } : {}),
    ...(isBand(scale) ? { label: null } : {}),
  };
}

interface Stretch {
  key: string;
  at: CalendarKey;
}

/** All from the first to the last. Dates keep their distances where points are shown, which have no width of their own. */
function withGaps(stretches: readonly Stretch[], grain: Grain, points: boolean): readonly Stretch[] {
  const [first, last] = [stretches[0]?.at.index ?? 0, stretches.at(-1)?.at.index ?? 0];
  const step = grain === "day" ? commonStep(stretches) : 1;
  const count = (last - first) / step + 1;
  if (count > (points ? MOST_POINTS : MOST_FILLED)) return stretches;
  // Bars at a few dates would be hairlines.
  if (grain === "day" && !points && stretches.length * 2 < count) return stretches;
  const known = new Map(stretches.map((one) => [one.at.index, one]));
  const all: Stretch[] = [];
  for (let index = first; index <= last; index += step) {
    const key = keyText(grain, index);
    all.push(known.get(index) ?? { key, at: stretchOf(key) as CalendarKey });
  }
  return all;
}

/** The greatest number of days of which all gaps are multiples. */
function commonStep(stretches: readonly Stretch[]): number {
  const gaps = stretches.slice(1).map(({ at }, i) => at.index - (stretches[i]?.at.index ?? 0));
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return gaps.reduce(divisor, 0) || 1;
}

/** Dates of the data whose labels don't touch, from the first on. */
function apart(stretches: readonly Stretch[], filled: readonly Stretch[], width: number): readonly Stretch[] {
  const [first, last] = [filled[0]?.at.index ?? 0, filled.at(-1)?.at.index ?? 1];
  const placeOf = ({ at }: Stretch): number => ((at.index - first) / (last - first)) * width;
  let end = Number.NEGATIVE_INFINITY;
  return stretches.filter((one) => {
    if (placeOf(one) < end) return false;
    end = placeOf(one) + DATE_WIDTH;
    return true;
  });
}

/** Those that have room for a label, the same distance apart; undefined where all have. */
function labelled(all: readonly Stretch[], grain: Grain, width: number): readonly Stretch[] | undefined {
  const room = Math.max(2, Math.floor(width / LABEL_WIDTH));
  if (all.length <= room) return undefined;
  const strides = STRIDES[grain];
  const stride = strides.find((n) => all.length / n <= room) ?? strides.at(-1) ?? 1;
  // Weeks and days are counted from a day that means nothing to a reader.
  const from = grain === "week" || grain === "day" ? (all[0]?.at.index ?? 0) : 0;
  const some = all.filter(({ at }) => (at.index - from) % stride === 0);
  return some.length >= 2 ? some : all.filter((_, i) => i % stride === 0);
}
