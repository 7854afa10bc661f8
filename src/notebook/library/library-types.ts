/** The standard library and what else blocks find by name, as TypeScript declarations for checking their types. */
export const libraryTypes = `
/**
 * A series key: years are numbers; months "2026-05" or "May 2026", quarters "2026-Q2", half-years "2026-H1", weeks "2026-W05" and dates
 * "2026-05-12" are text, and so are the months "01" to "12" and the quarters "Q1" to "Q4" of any year.
 */
type Key = string | number;
/**
 * Values by key, mostly numbers by year. Numbers, months, quarters and dates stand in rising order, whatever the order of writing; months and
 * quarters of any year, and names, as they are written.
 */
type Series<T = number> = Readonly<Record<string | number, T>>;

/** The years from \`from\` to \`to\`, both included, every \`step\`. */
declare function years(from: number, to: number, step?: number): number[];
/** The months from \`from\` to \`to\`, both included: \`months("2026-01", "2026-12")\` gives "2026-01", "2026-02", … */
declare function months(from: string, to: string, step?: number): string[];
/** The quarters from \`from\` to \`to\`, both included: \`quarters("2026-Q1", "2027-Q4")\`. */
declare function quarters(from: string, to: string, step?: number): string[];
/** The dates from \`from\` on, as far as \`to\`: \`dates("2026-01-15", "2026-12-15", "month")\`; every day unless told. */
declare function dates(from: string, to: string, every?: "day" | "week" | "month" | "quarter" | "year"): string[];
interface RegroupOptions {
  /** What becomes of the values in one period; their sum unless told. */
  take?: "sum" | "mean" | "first" | "last";
  /** A period that is not whole is an error ("refuse", unless told), counts as what is there ("keep") or is left out ("drop"). */
  partial?: "refuse" | "keep" | "drop";
}
/** A series by longer stretches of the calendar: \`regroup(monthly, "year")[2026]\` is the sum of its twelve months. */
declare function regroup(series: Series, period: "month" | "quarter" | "half" | "year", options?: RegroupOptions): Record<Key, number>;
/** The keys of a series: those that are written down where its type knows them, else years or words. */
type KeyOf<S> = [WrittenKey<S>] extends [never] ? (string extends keyof S ? string : keyof S & Key) : WrittenKey<S> & Key;
type WrittenKey<S> = keyof { [P in keyof S as string extends P ? never : number extends P ? never : P]: unknown };
/** Values by keys of which some are written down, to be read with any year or word in a variable. */
type By<K extends Key, T> = Record<K, T> & Record<K extends number ? number : string, T>;
/** A series with the value \`f(key)\` for each key of an array or of another series. */
declare function series<K extends Key, T>(keys: Iterable<K>, f: (key: K, index: number) => T): By<K, T>;
declare function series<S extends object, T>(keys: S, f: (key: KeyOf<S>, index: number) => T): By<KeyOf<S>, T>;
/** A series from pairs of key and value in their order: \`series([["10 kW", 1], ["5 kW", 2]])\`. */
declare function series<K extends Key, T>(pairs: Iterable<readonly [K, T]>): By<K, T>;
/** The series with \`f(value, key)\` for each value. */
declare function mapSeries<S extends object, U>(series: S, f: (value: S[keyof S], key: KeyOf<S>, index: number) => U): By<KeyOf<S>, U>;
/** Joins series of the same keys: \`zipSeries(a, b, (x, y, key) => x * y)\`. */
declare function zipSeries<A extends object, U>(a: A, f: (a: A[keyof A], key: KeyOf<A>) => U): By<KeyOf<A>, U>;
declare function zipSeries<A extends object, B extends object, U>(a: A, b: B, f: (a: A[keyof A], b: B[keyof B], key: KeyOf<A>) => U): By<KeyOf<A>, U>;
declare function zipSeries<A extends object, B extends object, C extends object, U>(a: A, b: B, c: C, f: (a: A[keyof A], b: B[keyof B], c: C[keyof C], key: KeyOf<A>) => U): By<KeyOf<A>, U>;
declare function zipSeries<A extends object, B extends object, C extends object, D extends object, U>(a: A, b: B, c: C, d: D, f: (a: A[keyof A], b: B[keyof B], c: C[keyof C], d: D[keyof D], key: KeyOf<A>) => U): By<KeyOf<A>, U>;
/** The sum of a series' values. */
declare function sumSeries(series: Series): number;
/** Running sums, on top of \`start\`. */
declare function cumulative(series: Series, start?: number): Record<Key, number>;
interface InterpolateOptions { method?: "linear" | "geometric"; outside?: "refuse" | "hold" }
/** Values between the points of a series by year, month, quarter or date: for one of them the number, for several a series. */
declare function interpolate(points: Series, at: Key, options?: InterpolateOptions): number;
declare function interpolate(points: Series, at: Iterable<Key>, options?: InterpolateOptions): Record<Key, number>;
/**
 * Growth from each key to the next, a share; the first key is left out. By year between years, by month between months, also where some are
 * left out, and from one date to the next.
 */
declare function growth(series: Series): Record<Key, number>;
/** Compound growth by year, a share: of a series from its first year, month, quarter or date to its last, or \`cagr(start, end, years)\`. */
declare function cagr(series: Series): number;
declare function cagr(start: number, end: number, years: number): number;
/** Years in which something growing by the share \`rate\` a year doubles, or steps where it is a share a step. */
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
  /** Bars beside the column's numbers, or lines through cells that are series or lists of numbers. */
  drawn?: "bar" | "line";
  /** The column's texts are Markdown: emphasis, code, links, mathematics, line breaks. Without it a \`*\` is a \`*\`. */
  markdown?: boolean;
}
/** Says how a table block's rows are shown. */
declare function table(rows: readonly object[], options?: {
  columns?: Readonly<Record<string, string | ColumnOptions>> | readonly (string | (ColumnOptions & { key: string }))[];
  /** Key of the column whose texts head groups of rows, in place of a column. */
  groups?: string;
  /** Rows of totals, below all others. */
  totals?: object | readonly object[];
}): unknown;
/** A value as text by a declared format: \`format(3.53, "times 1")\`. */
declare function format(value: unknown, format: string, options?: { unit?: string }): string;
interface OutputOptions {
  label: string;
  /** A pure number, "1", unless told. */
  unit?: string;
  /** "number" unless told. */
  format?: string;
  /** Smallest change that matters: 0.05 or "2%"; 1% unless told. */
  tolerance?: number | string;
  key?: boolean;
}
/** Declares a named result of the memo; returns its value. */
declare function output<T>(value: T, declaration: OutputOptions): T;
/** A statistic of a list that isn't empty, which is taken for granted: of an empty one it is undefined. */
interface Statistic {
  <T>(values: Iterable<T>): T;
  <T, U>(values: Iterable<T>, f: (value: T, index: number, values: Iterable<T>) => U): U;
}
/** The library d3-array. */
declare const d3: Omit<typeof import("d3-array"), "min" | "max" | "mean" | "median" | "mode" | "extent" | "least" | "greatest"> & {
  readonly min: Statistic;
  readonly max: Statistic;
  readonly mean: Statistic;
  readonly median: Statistic;
  readonly mode: Statistic;
  readonly extent: {
    <T>(values: Iterable<T>): [least: T, most: T];
    <T, U>(values: Iterable<T>, f: (value: T, index: number, values: Iterable<T>) => U): [least: U, most: U];
  };
  readonly least: <T>(values: Iterable<T>, by?: ((value: T) => unknown) | ((a: T, b: T) => number)) => T;
  readonly greatest: <T>(values: Iterable<T>, by?: ((value: T) => unknown) | ((a: T, b: T) => number)) => T;
};
/** The library Observable Plot, drawn to this memo's theme. */
declare const Plot: Omit<typeof import("@observablehq/plot"), "legend"> & {
  /** Names series at their last point. */
  directLabels(rows: import("@observablehq/plot").Data, options?: import("@observablehq/plot").TextOptions & {
    /** What tells the series apart: a field or a function. */
    z?: import("@observablehq/plot").ChannelValue;
  }): import("@observablehq/plot").Text;
  /** Swatches above the chart. */
  colorKey(options?: Record<string, unknown>): import("@observablehq/plot").Markish;
  /** The theme's colours by name. */
  readonly palette: Readonly<Record<
    "blue" | "orange" | "green" | "purple" | "gold" | "indigo" | "gray" | "text" | "muted" | "axis" | "grid" | "background",
    string
  >>;
  /** \`n\` ordered colours, faint to strong; one to six. */
  ramp(n: number): string[];
};
declare const console: Record<"log" | "info" | "debug" | "warn" | "error", (...values: unknown[]) => void>;
`;
