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

/** @throws what is no series. */
export function requireSeries(source: unknown, caller: string): void {
  if (typeof source !== "object" || source === null || Array.isArray(source))
    throw new BlockError(`${caller}() got ${show(source)}`, { expected: "a series: an object of values by key" });
}

function entries<T>(source: Series<T>, caller: string): [Key, T][] {
  requireSeries(source, caller);
  return ownKeys(source, `${caller}()`).map((key) => [asKey(key), source[key] as T]);
}

/** A series as its keys and numbers. @throws where one is no number. */
export function numbers(source: Series, caller: string): [Key, number][] {
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
