import { BlockError, list, show } from "./reasons.js";
import { makerFor } from "./series-makers.js";

/** Values by key, mostly numbers by year: a plain object. Integer keys are in rising order whatever the order of writing. */
export type Series<T = number> = Readonly<Record<string | number, T>>;

/** A series key as functions get it: years as numbers, all else as text. */
export type Key = string | number;

/** The years from `from` to `to`, both included, every `step`. @throws when they aren't whole or `to` is the earlier. */
export function years(from: number, to: number, step = 1): number[] {
  if (!Number.isInteger(from) || !Number.isInteger(to))
    throw new BlockError(`years(from, to) got ${show(from)} and ${show(to)}`, { expected: "two whole numbers" });
  if (!Number.isInteger(step) || step < 1)
    throw new BlockError(`years() got the step ${show(step)}`, { expected: "a whole number from 1" });
  if (to < from) throw new BlockError(`years(${from}, ${to}) runs backwards`, { expected: "the earlier year first" });
  const result: number[] = [];
  for (let year = from; year <= to; year += step) result.push(year);
  return result;
}

/** A series with the value `f(key)` for each key; `keys` is an array of keys, or a series whose keys are taken. */
export function series<T>(keys: Iterable<Key> | Series<unknown>, f: (key: Key, index: number) => T): Record<Key, T> {
  requireFunction(f, "series(keys, f)");
  const list = keyList(keys, "series");
  const make = makerFor(list);
  if (make) return make(list, f) as Record<Key, T>;
  const result: Record<Key, T> = {};
  const { length } = list;
  // Blocks make their series by this thousands of times over: no closure, no copy.
  for (let index = 0; index < length; index++) {
    const key = list[index] as Key;
    result[key] = f(key, index);
  }
  return result;
}

/** The series with `f(value, key)` for each value. */
export function mapSeries<T, U>(source: Series<T>, f: (value: T, key: Key, index: number) => U): Record<Key, U> {
  requireFunction(f, "mapSeries(series, f)");
  requireSeries(source, "mapSeries");
  const result: Record<Key, U> = {};
  const keys = Object.keys(source);
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    result[key] = f(source[key] as T, asKey(key), index);
  }
  return result;
}

/**
 * Joins series that have the same keys: `zipSeries(a, b, (x, y, key) => x * y)`. The keys' order is that of the first.
 *
 * @throws when one has a key that another lacks.
 */
export function zipSeries<U>(...parts: unknown[]): Record<Key, U> {
  const f = parts.at(-1);
  requireFunction(f, "zipSeries(a, b, …, f)");
  const sources = parts.slice(0, -1) as Series<unknown>[];
  for (const source of sources) requireSeries(source, "zipSeries");
  const [first, ...others] = sources;
  if (!first) throw new BlockError("zipSeries() got no series", { expected: "one series or more, then a function" });
  const keys = Object.keys(first);
  for (const [at, other] of others.entries()) requireSameKeys(first, keys, other, at + 2);
  const result: Record<Key, U> = {};
  for (const key of keys) result[key] = f(...sources.map((source) => source[key]), asKey(key)) as U;
  return result;
}

function requireSameKeys(
  first: Series<unknown>,
  keys: readonly string[],
  other: Series<unknown>,
  position: number,
): void {
  const missing = keys.filter((key) => !Object.hasOwn(other, key));
  const extra = Object.keys(other).filter((key) => !Object.hasOwn(first, key));
  if (missing.length === 0 && extra.length === 0) return;
  throw new BlockError(
    `zipSeries() got series of different keys: number ${position} ${[
      missing.length > 0 ? `lacks ${list(missing)}` : "",
      extra.length > 0 ? `has ${list(extra)} that the first lacks` : "",
    ]
      .filter(Boolean)
      .join(" and ")}`,
    { expected: "the same keys in all" },
  );
}

/** The sum of a series' values. */
export function sumSeries(source: Series): number {
  return numbers(source, "sumSeries").reduce((sum, [, value]) => sum + value, 0);
}

/** Running sums: each key has the sum of the values up to and with it, on top of `start`. */
export function cumulative(source: Series, start = 0): Record<Key, number> {
  let sum = start;
  return fromEntries(
    numbers(source, "cumulative").map(([key, value]) => {
      sum += value;
      return [key, sum];
    }),
  );
}

/** How `interpolate` goes between two points, and what it does outside them. */
export interface InterpolateOptions {
  /** `linear` (unless told): equal steps; `geometric`: equal ratios, for positive values. */
  method?: "linear" | "geometric";
  /** `refuse` (unless told): a year outside the points is an error; `hold`: it has the nearest point's value. */
  outside?: "refuse" | "hold";
}

/**
 * Values between the points of a series by year: for one year the number, for several a series.
 *
 * @throws when the points aren't numbers by number, or a year lies outside them (unless `outside: "hold"`).
 */
export function interpolate(points: Series, at: number, options?: InterpolateOptions): number;
export function interpolate(points: Series, at: Iterable<number>, options?: InterpolateOptions): Record<Key, number>;
export function interpolate(
  points: Series,
  at: number | Iterable<number>,
  { method = "linear", outside = "refuse" }: InterpolateOptions = {},
): number | Record<Key, number> {
  requireSeries(points, "interpolate");
  const keys = Object.keys(points);
  const xs = new Array<number>(keys.length);
  const ys = new Array<number>(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    const value: unknown = points[key];
    if (typeof value !== "number")
      throw new BlockError(`interpolate() got ${show(value)} for ${key}`, { expected: "numbers by key" });
    const x = Number(key);
    if (Number.isNaN(x)) throw new BlockError(`interpolate() got the key ${show(key)}`, { expected: "years as keys" });
    if (method === "geometric" && value <= 0)
      throw new BlockError(`interpolate() got ${value} for ${key}`, {
        expected: "positive values for geometric steps",
      });
    // Whole years come in rising order; what doesn't is put in its place.
    let to = i;
    for (; to > 0 && (xs[to - 1] as number) > x; to--) {
      xs[to] = xs[to - 1] as number;
      ys[to] = ys[to - 1] as number;
    }
    xs[to] = x;
    ys[to] = value;
  }
  const last = keys.length - 1;
  if (last < 0) throw new BlockError("interpolate() got no points", { expected: "a series of one point or more" });
  const one = (x: number): number => {
    if (typeof x !== "number" || Number.isNaN(x))
      throw new BlockError(`interpolate() got ${show(x)} to look up`, { expected: "a year" });
    const [first, end] = [xs[0] as number, xs[last] as number];
    if (x < first || x > end) {
      if (outside === "hold") return (x < first ? ys[0] : ys[last]) as number;
      throw new BlockError(`interpolate() got ${x}, outside its points`, {
        expected: `a year from ${first} to ${end}`,
        hint: 'give `outside: "hold"` to keep the nearest value',
      });
    }
    let right = 0;
    while ((xs[right] as number) < x) right++;
    const [x1, y1] = [xs[right] as number, ys[right] as number];
    if (x1 === x) return y1;
    const [x0, y0] = [xs[right - 1] as number, ys[right - 1] as number];
    const share = (x - x0) / (x1 - x0);
    return method === "geometric" ? y0 * (y1 / y0) ** share : y0 + (y1 - y0) * share;
  };
  return typeof at === "number" ? one(at) : fromEntries(numericKeys(at).map((x) => [x, one(x)]));
}

/** Growth from each key to the next as a share (0.25 is 25%), by year where keys are more than a year apart; the first key is left out. */
export function growth(source: Series): Record<Key, number> {
  const all = numbers(source, "growth");
  return fromEntries(
    all.slice(1).map(([key, value], index) => {
      const [before, base] = all[index] ?? [key, value];
      const gap = typeof key === "number" && typeof before === "number" ? key - before : 1;
      return [key, (value / base) ** (1 / gap) - 1];
    }),
  );
}

/**
 * Compound growth by year as a share: `cagr(start, end, years)`, or `cagr(series)` from its first year to its last;
 * (end / start)^(1 / years) − 1.
 */
export function cagr(source: Series | number, end?: number, span?: number): number {
  if (typeof source === "number") {
    if (typeof end !== "number" || typeof span !== "number" || span <= 0)
      throw new BlockError(`cagr(start, end, years) got ${show(end)} and ${show(span)}`, {
        expected: "two numbers and a positive number of years",
      });
    return (end / source) ** (1 / span) - 1;
  }
  const all = numbers(source, "cagr");
  const [from, to] = [all[0], all.at(-1)];
  if (!from || !to || typeof from[0] !== "number" || typeof to[0] !== "number" || to[0] <= from[0])
    throw new BlockError(`cagr(series) got ${show(source)}`, { expected: "numbers by year, of two years or more" });
  return (to[1] / from[1]) ** (1 / (to[0] - from[0])) - 1;
}

/** Years in which something growing by the share `rate` a year doubles: ln 2 / ln(1 + rate). */
export function doublingTime(rate: number): number {
  if (typeof rate !== "number" || !(rate > 0))
    throw new BlockError(`doublingTime() got ${show(rate)}`, { expected: "a growth rate above 0, as a share a year" });
  return Math.LN2 / Math.log1p(rate);
}

/** `value`, or the bound it lies beyond. @throws when `low` is above `high`. */
export function clamp(value: number, low: number, high: number): number {
  for (const part of [value, low, high])
    if (typeof part !== "number") throw new BlockError(`clamp() got ${show(part)}`, { expected: "three numbers" });
  if (low > high) throw new BlockError(`clamp() got bounds ${low} and ${high}`, { expected: "the lower bound first" });
  return Math.min(Math.max(value, low), high);
}

/**
 * Series side by side as rows for charts and tables: `rows({ bandwidth, compute })` gives
 * `[{ year: 2025, bandwidth: 1, compute: 1 }, …]`. A key that a series lacks is null there.
 */
export function rows(
  named: Readonly<Record<string, Series<unknown>>>,
  { key = "year" } = {},
): Record<string, unknown>[] {
  const columns = namedSeries(named, "rows");
  return allKeys(columns).map((at) => {
    const row: Record<string, unknown> = { [key]: at };
    for (const [name, values] of columns) row[name] = values.has(at) ? values.get(at) : null;
    return row;
  });
}

/**
 * Series below one another as rows: `longRows({ Bandwidth: a, Compute: b })` gives `[{ year: 2025, series: "Bandwidth", value: 1 }, …]`,
 * one line of a chart after the other.
 */
export function longRows(
  named: Readonly<Record<string, Series<unknown>>>,
  { key = "year", name = "series", value = "value" } = {},
): Record<string, unknown>[] {
  return namedSeries(named, "longRows").flatMap(([label, values]) =>
    [...values].map(([at, cell]) => ({ [key]: at, [name]: label, [value]: cell })),
  );
}

function namedSeries(named: unknown, caller: string): [string, Map<Key, unknown>][] {
  if (typeof named !== "object" || named === null || Array.isArray(named))
    throw new BlockError(`${caller}() got ${show(named)}`, { expected: "series by name: { name: series }" });
  return Object.entries(named).map(([name, source]) => [name, new Map(entries(source as Series<unknown>, caller))]);
}

function allKeys(columns: readonly [string, Map<Key, unknown>][]): Key[] {
  const keys = [...new Set(columns.flatMap(([, values]) => [...values.keys()]))];
  return keys.every((key) => typeof key === "number") ? keys.sort((a, b) => Number(a) - Number(b)) : keys;
}

function requireFunction(f: unknown, usage: string): asserts f is (...values: unknown[]) => unknown {
  if (typeof f !== "function") throw new BlockError(`${usage} got ${show(f)} for f`, { expected: "a function" });
}

function keyList(keys: Iterable<Key> | Series<unknown>, caller: string): readonly Key[] {
  if (Array.isArray(keys)) return keys;
  if (typeof keys !== "object" || keys === null)
    throw new BlockError(`${caller}() got ${show(keys)} for its keys`, { expected: "an array of keys or a series" });
  return Symbol.iterator in keys ? [...(keys as Iterable<Key>)] : Object.keys(keys).map(asKey);
}

function numericKeys(at: Iterable<number>): number[] {
  if (typeof at !== "object" || at === null || !(Symbol.iterator in at))
    throw new BlockError(`interpolate() got ${show(at)} to look up`, { expected: "a year or an array of years" });
  return [...at];
}

function asKey(key: string): Key {
  const first = key.charCodeAt(0);
  // Most keys are names, which the first letter tells.
  if (first > 57 || (first < 48 && first !== 45)) return key;
  const number = Number(key);
  return Number.isInteger(number) && Math.abs(number) < 10 ** 15 && String(number) === key ? number : key;
}

function requireSeries(source: unknown, caller: string): void {
  if (typeof source !== "object" || source === null || Array.isArray(source))
    throw new BlockError(`${caller}() got ${show(source)}`, { expected: "a series: an object of values by key" });
}

function entries<T>(source: Series<T>, caller: string): [Key, T][] {
  requireSeries(source, caller);
  return Object.entries(source).map(([key, value]) => [asKey(key), value as T]);
}

function numbers(source: Series, caller: string): [Key, number][] {
  const all = entries(source, caller);
  for (const [key, value] of all)
    if (typeof value !== "number")
      throw new BlockError(`${caller}() got ${show(value)} for ${key}`, { expected: "numbers by key" });
  return all;
}

function fromEntries(all: readonly (readonly [Key, number])[]): Record<Key, number> {
  return Object.fromEntries(all);
}
