import { positionsOf } from "../../keys/distance.js";
import { BlockError, show } from "./reasons.js";
import { requireSeries, type Series } from "./series.js";
import { fromEntries, type Key, ownKeys } from "./series-keys.js";

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

function lookedUp(at: Iterable<Key>): Key[] {
  if (!(Symbol.iterator in at))
    throw new BlockError(`interpolate() got ${show(at)} to look up`, { expected: "a year or an array of years" });
  return [...at];
}
