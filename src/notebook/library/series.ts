import { type Positions, positionsOf } from "../../keys/distance.js";
import { isIndex, unite } from "../../keys/order.js";
import { keyed, keysOf, mark, needsNoLook, put } from "../../keys/ordered.js";
import { BlockError, list, show } from "./reasons.js";
import { asKey, fromEntries, type Key, ownKeys, refuseSame, settled } from "./series-keys.js";
import { makerFor } from "./series-makers.js";

export type { Key } from "./series-keys.js";

/**
 * Values by key, mostly numbers by year: a plain object. Numbers, months, quarters and dates stand in rising order whatever the order of
 * writing; names, and months and quarters without a year, as they are written. See keys/ordered.ts.
 */
export type Series<T = number> = Readonly<Record<string | number, T>>;

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

/**
 * A series with the value `f(key)` for each key; `keys` is an array of keys, or a series whose keys are taken. Without `f`, a series from
 * pairs of key and value.
 */
export function series<T>(keys: Iterable<Key> | Series<unknown>, f: (key: Key, index: number) => T): Record<Key, T>;
export function series<T>(pairs: Iterable<readonly [Key, T]>): Record<Key, T>;
export function series<T>(
  keys: Iterable<Key> | Series<unknown> | Iterable<readonly [Key, T]>,
  f?: (key: Key, index: number) => T,
): Record<Key, T> {
  if (f === undefined) return ofPairs(keys as Iterable<readonly [Key, T]>);
  requireFunction(f, "series(keys, f)");
  const list = keyList(keys as Iterable<Key> | Series<unknown>, "series");
  const make = makerFor(list);
  if (make) return make(list, f) as Record<Key, T>;
  const result: Record<Key, T> = {};
  const { length } = list;
  let plain = true;
  let last = -1;
  // Blocks make their series by this thousands of times over: no closure, no copy.
  for (let index = 0; index < length; index++) {
    const key = list[index] as Key;
    if (typeof key === "number") result[key] = f(key, index);
    else put(result, key, f(key, index));
    if (typeof key === "number" && key > last && Number.isInteger(key)) last = key;
    else plain = false;
  }
  return plain ? result : settled(result, list, "series()");
}

function ofPairs<T>(pairs: Iterable<readonly [Key, T]>): Record<Key, T> {
  const usage = "pairs of key and value, or keys and a function: `series(keys, f)`";
  if (typeof pairs !== "object" || pairs === null || !(Symbol.iterator in pairs))
    throw new BlockError(`series() got ${show(pairs)} and no function`, { expected: usage });
  const all = [...pairs];
  for (const pair of all)
    if (!Array.isArray(pair) || pair.length !== 2 || !["string", "number"].includes(typeof pair[0]))
      throw new BlockError(`series() got ${show(pair)} for a pair`, { expected: usage });
  return fromEntries(all, "series()");
}

/** The series with `f(value, key)` for each value. */
export function mapSeries<T, U>(source: Series<T>, f: (value: T, key: Key, index: number) => U): Record<Key, U> {
  requireFunction(f, "mapSeries(series, f)");
  requireSeries(source, "mapSeries");
  const result: Record<Key, U> = {};
  const listed = Object.keys(source);
  const plain = needsNoLook(listed);
  const keys = plain ? listed : ownKeys(source, "mapSeries()");
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    put(result, key, f(source[key] as T, asKey(key), index));
  }
  return plain ? result : mark(result, keys);
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
  const listed = Object.keys(first);
  const plain = needsNoLook(listed);
  const keys = plain ? listed : ownKeys(first, "zipSeries()");
  for (const [at, other] of others.entries()) requireSameKeys(first, keys, other, at + 2);
  const result: Record<Key, U> = {};
  for (const key of keys) put(result, key, f(...sources.map((source) => source[key]), asKey(key)));
  return plain ? result : mark(result, keys);
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
  requireSeries(source, "sumSeries");
  // The order of summands is no matter of the keys.
  return numbersAt(source, keysOf(source), "sumSeries").reduce((sum, [, value]) => sum + value, 0);
}

/** Running sums: each key has the sum of the values up to and with it, on top of `start`. */
export function cumulative(source: Series, start = 0): Record<Key, number> {
  let sum = start;
  return fromEntries(
    numbers(source, "cumulative").map(([key, value]): [Key, number] => {
      sum += value;
      return [key, sum];
    }),
    "cumulative()",
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
 * Values between the points of a series by year, month, quarter or date: for one of them the number, for several a series.
 *
 * @throws when the points aren't numbers by such keys of one kind, what is looked up is another kind or lies outside them (unless
 * `outside: "hold"`).
 */
export function interpolate(points: Series, at: Key, options?: InterpolateOptions): number;
export function interpolate(points: Series, at: Iterable<Key>, options?: InterpolateOptions): Record<Key, number>;
export function interpolate(
  points: Series,
  at: Key | Iterable<Key>,
  { method = "linear", outside = "refuse" }: InterpolateOptions = {},
): number | Record<Key, number> {
  requireSeries(points, "interpolate");
  const keys = Object.keys(points);
  const place = keys[0] === undefined || !Number.isNaN(Number(keys[0])) ? numeric : onLine(points);
  const xs = new Array<number>(keys.length);
  const ys = new Array<number>(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    const value: unknown = points[key];
    if (typeof value !== "number")
      throw new BlockError(`interpolate() got ${show(value)} for ${key}`, { expected: "numbers by key" });
    const x = place(key);
    if (Number.isNaN(x))
      throw new BlockError(`interpolate() got the key ${show(key)}`, {
        expected: "years, months, quarters or dates as keys, all of one kind",
      });
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
  const one = (key: Key): number => {
    const x = place(key);
    if (Number.isNaN(x))
      throw new BlockError(`interpolate() got ${show(key)} to look up`, {
        expected: place === numeric ? "a year" : `a key such as ${ownKeys(points, "interpolate()")[0]}`,
      });
    const [first, end] = [xs[0] as number, xs[last] as number];
    if (x < first || x > end) {
      if (outside === "hold") return (x < first ? ys[0] : ys[last]) as number;
      const [from, to] = place === numeric ? [first, end] : ends(ownKeys(points, "interpolate()"));
      throw new BlockError(`interpolate() got ${key}, outside its points`, {
        expected: `a ${place === numeric ? "year" : "key"} from ${from} to ${to}`,
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
  if (typeof at !== "object" || at === null) return one(at as Key);
  return fromEntries(
    lookedUp(at).map((key) => [key, one(key)]),
    "interpolate()",
  );
}

/** A year as a number; text is one only where it is written as one. */
const numeric = (key: Key): number =>
  typeof key === "number" ? key : typeof key === "string" && key !== "" ? Number(key) : Number.NaN;

/** Months, quarters, weeks or dates as numbers that rise by one. */
function onLine(points: Series): (key: Key) => number {
  const keys = ownKeys(points, "interpolate()");
  const known = positionsOf(keys);
  if (known === undefined || known === "mixed") return () => Number.NaN;
  return (key) => {
    const there = known.at.get(String(key));
    if (there !== undefined) return there;
    const more = positionsOf([keys[0] ?? "", String(key)]);
    if (more === undefined || more === "mixed") return Number.NaN;
    return (
      (known.at.get(keys[0] ?? "") ?? 0) + (more.at.get(String(key)) ?? Number.NaN) - (more.at.get(keys[0] ?? "") ?? 0)
    );
  };
}

const ends = (keys: readonly string[]): [string, string] => [keys[0] ?? "", keys.at(-1) ?? ""];

/**
 * Growth from each key to the next as a share (0.25 is 25%); the first key is left out. By year where numbers are more or less than a year
 * apart, by month, quarter or week where some of these are left out, and from one date to the next.
 */
export function growth(source: Series): Record<Key, number> {
  const all = numbers(source, "growth");
  const gap = gaps(all, "growth()");
  return fromEntries(
    all.slice(1).map(([key, value], index): [Key, number] => {
      const [before, base] = all[index] ?? [key, value];
      return [key, (value / base) ** (1 / gap(before, key)) - 1];
    }),
    "growth()",
  );
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
  const positions = all.every(([key]) => typeof key === "number") ? undefined : positionsAt(all, "cagr()");
  const [from, to] = [all[0], all.at(-1)];
  const place = (key: Key): number => (positions ? (positions.years.get(String(key)) ?? Number.NaN) : Number(key));
  const distance = from && to ? place(to[0]) - place(from[0]) : 0;
  if (!from || !to || !(distance > 0))
    throw new BlockError(`cagr(series) got ${show(source)}`, {
      expected: "numbers by year, month, quarter or date, at two of them or more",
    });
  return (to[1] / from[1]) ** (1 / distance) - 1;
}

/** Years in which something growing by the share `rate` a year doubles, or steps where it is a share a step: ln 2 / ln(1 + rate). */
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
  const plain = ![key, ...columns.map(([name]) => name)].some(isIndex);
  return allKeys(columns).map((at) => {
    const cells = columns.map(([name, values]): [string, unknown] => [name, values.has(at) ? values.get(at) : null]);
    return plain ? Object.fromEntries([[key, at], ...cells]) : keyed([[key, at], ...cells]);
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
  return ownKeys(named, `${caller}()`).map((name) => [
    name,
    new Map(entries((named as Record<string, Series<unknown>>)[name] as Series<unknown>, caller)),
  ]);
}

/** The keys of some series in one order; see `unite`. */
function allKeys(columns: readonly [string, Map<Key, unknown>][]): Key[] {
  const keys = unite(columns.map(([, values]) => [...values.keys()].map(String)));
  refuseSame(keys, "rows()");
  return keys.map(asKey);
}

function requireFunction(f: unknown, usage: string): asserts f is (...values: unknown[]) => unknown {
  if (typeof f !== "function") throw new BlockError(`${usage} got ${show(f)} for f`, { expected: "a function" });
}

function keyList(keys: Iterable<Key> | Series<unknown>, caller: string): readonly Key[] {
  if (Array.isArray(keys)) return keys;
  if (typeof keys !== "object" || keys === null)
    throw new BlockError(`${caller}() got ${show(keys)} for its keys`, { expected: "an array of keys or a series" });
  return Symbol.iterator in keys ? [...(keys as Iterable<Key>)] : ownKeys(keys, `${caller}()`).map(asKey);
}

function lookedUp(at: Iterable<Key>): Key[] {
  if (!(Symbol.iterator in at))
    throw new BlockError(`interpolate() got ${show(at)} to look up`, { expected: "a year or an array of years" });
  return [...at];
}

function requireSeries(source: unknown, caller: string): void {
  if (typeof source !== "object" || source === null || Array.isArray(source))
    throw new BlockError(`${caller}() got ${show(source)}`, { expected: "a series: an object of values by key" });
}

function entries<T>(source: Series<T>, caller: string): [Key, T][] {
  requireSeries(source, caller);
  return ownKeys(source, `${caller}()`).map((key) => [asKey(key), source[key] as T]);
}

function numbers(source: Series, caller: string): [Key, number][] {
  requireSeries(source, caller);
  return numbersAt(source, ownKeys(source, `${caller}()`), caller);
}

function numbersAt(source: Series, keys: readonly string[], caller: string): [Key, number][] {
  return keys.map((key) => {
    const value: unknown = source[key];
    if (typeof value !== "number")
      throw new BlockError(`${caller}() got ${show(value)} for ${key}`, { expected: "numbers by key" });
    return [asKey(key), value];
  });
}
