/** The standard library and what else blocks find by name, as TypeScript declarations for checking their types. */
export const libraryTypes = `
/** A series key: years are numbers. */
type Key = string | number;
/** Values by key, mostly numbers by year. */
type Series<T = number> = Readonly<Record<string | number, T>>;
type Row = Readonly<Record<string, unknown>>;

/** The years from \`from\` to \`to\`, both included, every \`step\`. */
declare function years(from: number, to: number, step?: number): number[];
/** A series with the value \`f(key)\` for each key of an array or of another series. */
declare function series<T>(keys: Iterable<number>, f: (key: number, index: number) => T): Record<number, T>;
declare function series<T>(keys: Iterable<string>, f: (key: string, index: number) => T): Record<string, T>;
declare function series<T>(keys: Readonly<Record<number, unknown>>, f: (key: number, index: number) => T): Record<number, T>;
declare function series<T>(keys: Readonly<Record<string, unknown>>, f: (key: string, index: number) => T): Record<string, T>;
/** The series with \`f(value, key)\` for each value. */
declare function mapSeries<T, U>(series: Readonly<Record<number, T>>, f: (value: T, key: number, index: number) => U): Record<number, U>;
declare function mapSeries<T, U>(series: Readonly<Record<string, T>>, f: (value: T, key: string, index: number) => U): Record<string, U>;
/** Joins series of the same keys: \`zipSeries(a, b, (x, y, key) => x * y)\`. */
declare function zipSeries<A, U>(a: Series<A>, f: (a: A, key: Key) => U): Record<Key, U>;
declare function zipSeries<A, B, U>(a: Series<A>, b: Series<B>, f: (a: A, b: B, key: Key) => U): Record<Key, U>;
declare function zipSeries<A, B, C, U>(a: Series<A>, b: Series<B>, c: Series<C>, f: (a: A, b: B, c: C, key: Key) => U): Record<Key, U>;
declare function zipSeries<A, B, C, D, U>(a: Series<A>, b: Series<B>, c: Series<C>, d: Series<D>, f: (a: A, b: B, c: C, d: D, key: Key) => U): Record<Key, U>;
/** The sum of a series' values. */
declare function sumSeries(series: Series): number;
/** Running sums, on top of \`start\`. */
declare function cumulative(series: Series, start?: number): Record<Key, number>;
interface InterpolateOptions { method?: "linear" | "geometric"; outside?: "refuse" | "hold" }
/** Values between the points of a series by year: for one year the number, for several a series. */
declare function interpolate(points: Series, at: number, options?: InterpolateOptions): number;
declare function interpolate(points: Series, at: Iterable<number>, options?: InterpolateOptions): Record<Key, number>;
/** Growth from each key to the next, a share by year; the first key is left out. */
declare function growth(series: Series): Record<Key, number>;
/** Compound growth by year, a share: of a series from its first year to its last, or \`cagr(start, end, years)\`. */
declare function cagr(series: Series): number;
declare function cagr(start: number, end: number, years: number): number;
/** Years in which something growing by the share \`rate\` a year doubles. */
declare function doublingTime(rate: number): number;
/** \`value\`, or the bound it lies beyond. */
declare function clamp(value: number, low: number, high: number): number;
/** Series side by side as rows: \`rows({ bandwidth, compute })\` gives \`[{ year, bandwidth, compute }, …]\`. */
declare function rows(named: Readonly<Record<string, Series<unknown>>>, options?: { key?: string }): Record<string, any>[];
/** Series below one another as rows: \`[{ year, series, value }, …]\`. */
declare function longRows(named: Readonly<Record<string, Series<unknown>>>, options?: { key?: string; name?: string; value?: string }): Record<string, any>[];
interface ColumnOptions {
  label?: string;
  /** Printed under the label. */
  unit?: string;
  /** "times 1", "percent 0", "unit 0 GW". */
  format?: string;
  align?: "left" | "right";
  /** Lets NaN and the infinities stand in the column. */
  allow?: "nonfinite";
}
/** Says how a table block's rows are shown. */
declare function table(rows: readonly Row[], options?: {
  columns?: Readonly<Record<string, string | ColumnOptions>> | readonly (string | (ColumnOptions & { key: string }))[];
}): unknown;
/** A value as text by a declared format: \`format(3.53, "times 1")\`. */
declare function format(value: unknown, format: string, options?: { unit?: string }): string;
interface OutputOptions {
  label: string;
  unit: string;
  format: string;
  /** Smallest change that matters: 0.05 or "1%". */
  tolerance: number | string;
  key?: boolean;
}
/** Declares a named result of the memo; returns its value. */
declare function output<T>(value: T, declaration: OutputOptions): T;
declare const d3: typeof import("d3-array");
declare const Plot: typeof import("@observablehq/plot");
declare const console: Record<"log" | "info" | "debug" | "warn" | "error", (...values: unknown[]) => void>;
`;
