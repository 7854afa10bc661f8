import { type Positions, positionsOf } from "../../keys/distance.js";
import { BlockError, list, show } from "./reasons.js";
import { numbers, type Series } from "./series.js";
import { fromEntries, type Key } from "./series-keys.js";

/**
 * Growth from each key to the next as a share (0.25 is 25%); the first key is left out. By year where numbers are more or less than a year
 * apart, by month, quarter or week where some of these are left out, and from one date to the next.
 *
 * @throws BlockError where it would be from a number below zero: a rise from -2 to 3 is no share of -2
 */
export function growth(source: Series): Record<Key, number> {
  const all = numbers(source, "growth");
  const gap = gaps(all, "growth()");
  return fromEntries(
    all.slice(1).map(([key, value], index): [Key, number] => {
      const [before, base] = all[index] ?? [key, value];
      fromAbove(base, `growth() from ${show(before)} to ${show(key)}`);
      return [key, (value / base) ** (1 / gap(before, key)) - 1];
    }),
    "growth()",
  );
}

/** Refuses a start below zero, of which nothing is a share. */
function fromAbove(start: number, caller: string): void {
  if (start < 0)
    throw new BlockError(`${caller} begins with ${show(start)}`, {
      expected: "a number above 0, of which growth is a share",
      hint: "a change from below zero is told by its difference",
    });
}

/** How many steps lie between two keys; names follow each other by one, and so do dates. */
function gaps(all: readonly [Key, number][], caller: string): (from: Key, to: Key) => number {
  if (all.every(([key]) => typeof key === "number")) return (from, to) => Number(to) - Number(from);
  const positions = positionsAt(all, caller);
  if (!positions || positions.step === "day") return () => 1;
  const { at } = positions;
  return (from, to) => (at.get(String(to)) ?? 0) - (at.get(String(from)) ?? 0);
}

function positionsAt(all: readonly [Key, number][], caller: string): Positions | undefined {
  const keys = all.map(([key]) => String(key));
  const positions = positionsOf(keys);
  if (positions !== "mixed") return positions;
  throw new BlockError(`${caller} got keys of different lengths: ${list(keys)}`, {
    expected: "years, quarters, months, weeks or dates alone",
  });
}

/**
 * Compound growth by year as a share: `cagr(start, end, years)`, or `cagr(series)` from its first key to its last, in years, months, quarters
 * or dates; (end / start)^(1 / years) − 1.
 *
 * @throws BlockError as `growth` does
 */
export function cagr(source: Series | number, end?: number, span?: number): number {
  if (typeof source === "number") {
    if (typeof end !== "number" || typeof span !== "number" || span <= 0)
      throw new BlockError(`cagr(start, end, years) got ${show(end)} and ${show(span)}`, {
        expected: "two numbers and a positive number of years",
      });
    fromAbove(source, "cagr()");
    return (end / source) ** (1 / span) - 1;
  }
  const all = numbers(source, "cagr");
  const positions = all.every(([key]) => typeof key === "number") ? undefined : positionsAt(all, "cagr()");
  const [from, to] = [all[0], all.at(-1)];
  const place = (key: Key): number => (positions ? (positions.years.get(String(key)) ?? Number.NaN) : Number(key));
  const distance = from && to ? place(to[0]) - place(from[0]) : 0;
  if (!from || !to || !(distance > 0))
    throw new BlockError(`cagr(series) got ${show(source)}`, {
      expected: "numbers by year, month, quarter or date, at two of them or more",
    });
  fromAbove(from[1], "cagr()");
  return (to[1] / from[1]) ** (1 / distance) - 1;
}

/** Years in which something growing by the share `rate` a year doubles, or steps where it is a share a step: ln 2 / ln(1 + rate). */
export function doublingTime(rate: number): number {
  if (typeof rate !== "number" || !(rate > 0))
    throw new BlockError(`doublingTime() got ${show(rate)}`, { expected: "a growth rate above 0, as a share a year" });
  return Math.LN2 / Math.log1p(rate);
}
