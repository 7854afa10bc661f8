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

/**
 * The years from \`from\` to \`to\`, both included, every \`step\`.
 * @units pure numbers
 * @example years(2025, 2030)
 * @example years(2020, 2030, 5)
 */
declare function years(from: number, to: number, step?: number): number[];
/**
 * The months from \`from\` to \`to\`, both included: \`months("2026-01", "2026-12")\` gives "2026-01", "2026-02", …
 * @units texts
 * @example months("2026-01", "2026-04")
 * @example months("2026-01", "2026-12", 6)
 */
declare function months(from: string, to: string, step?: number): string[];
/**
 * The quarters from \`from\` to \`to\`, both included: \`quarters("2026-Q1", "2027-Q4")\`.
 * @units texts
 * @example quarters("2026-Q3", "2027-Q1")
 */
declare function quarters(from: string, to: string, step?: number): string[];
/**
 * The dates from \`from\` on, as far as \`to\`: \`dates("2026-01-15", "2026-12-15", "month")\`; every day unless told.
 * @units texts
 * @example dates("2026-01-31", "2026-04-30", "month")
 */
declare function dates(from: string, to: string, every?: "day" | "week" | "month" | "quarter" | "year"): string[];
interface RegroupOptions {
  /** What becomes of the values in one period; their sum unless told. */
  take?: "sum" | "mean" | "first" | "last";
  /** A period that is not whole is an error ("refuse", unless told), counts as what is there ("keep") or is left out ("drop"). */
  partial?: "refuse" | "keep" | "drop";
}
/**
 * A series by longer stretches of the calendar: \`regroup(monthly, "year")[2026]\` is the sum of its twelve months.
 * @units those of the series; a sum stays what it is a sum of
 * @example regroup({ "2026-01": 4, "2026-02": 5, "2026-03": 6 }, "quarter")
 * @example regroup({ "2026-Q1": 4, "2026-Q2": 5 }, "year", { partial: "keep", take: "mean" })
 */
declare function regroup(series: Series, period: "month" | "quarter" | "half" | "year", options?: RegroupOptions): Record<Key, number>;
/** The keys of a series: those that are written down where its type knows them, else years or words. */
type KeyOf<S> = [WrittenKey<S>] extends [never] ? (string extends keyof S ? string : keyof S & Key) : WrittenKey<S> & Key;
type WrittenKey<S> = keyof { [P in keyof S as string extends P ? never : number extends P ? never : P]: unknown };
/** Values by keys of which some are written down, to be read with any year or word in a variable. */
type By<K extends Key, T> = Record<K, T> & Record<K extends number ? number : string, T>;
/**
 * A series with the value \`f(key)\` for each key of an array or of another series.
 * @units those that f gives
 * @example series(years(2025, 2027), (year) => year - 2024)
 * @example series([["10 kW", 1], ["5 kW", 2]])
 */
declare function series<K extends Key, T>(keys: Iterable<K>, f: (key: K, index: number) => T): By<K, T>;
declare function series<S extends object, T>(keys: S, f: (key: KeyOf<S>, index: number) => T): By<KeyOf<S>, T>;
/** A series from pairs of key and value in their order: \`series([["10 kW", 1], ["5 kW", 2]])\`. */
declare function series<K extends Key, T>(pairs: Iterable<readonly [K, T]>): By<K, T>;
/**
 * The series with \`f(value, key)\` for each value.
 * @units those that f gives
 * @example mapSeries({ 2025: 2, 2026: 3 }, (value) => 10 * value)
 */
declare function mapSeries<S extends object, U>(series: S, f: (value: S[keyof S], key: KeyOf<S>, index: number) => U): By<KeyOf<S>, U>;
/**
 * Joins series of the same keys: \`zipSeries(a, b, (x, y, key) => x * y)\`.
 * @units those that f gives
 * @example zipSeries({ 2025: 2, 2026: 3 }, { 2025: 5, 2026: 7 }, (a, b) => a * b)
 */
declare function zipSeries<A extends object, U>(a: A, f: (a: A[keyof A], key: KeyOf<A>) => U): By<KeyOf<A>, U>;
declare function zipSeries<A extends object, B extends object, U>(a: A, b: B, f: (a: A[keyof A], b: B[keyof B], key: KeyOf<A>) => U): By<KeyOf<A>, U>;
declare function zipSeries<A extends object, B extends object, C extends object, U>(a: A, b: B, c: C, f: (a: A[keyof A], b: B[keyof B], c: C[keyof C], key: KeyOf<A>) => U): By<KeyOf<A>, U>;
declare function zipSeries<A extends object, B extends object, C extends object, D extends object, U>(a: A, b: B, c: C, d: D, f: (a: A[keyof A], b: B[keyof B], c: C[keyof C], d: D[keyof D], key: KeyOf<A>) => U): By<KeyOf<A>, U>;
/**
 * The sum of a series' values.
 * @units those of the values
 * @example sumSeries({ 2025: 2, 2026: 3 })
 */
declare function sumSeries(series: Series): number;
/**
 * Running sums, on top of \`start\`.
 * @units those of the values
 * @example cumulative({ 2025: 2, 2026: 3 }, 10)
 */
declare function cumulative(series: Series, start?: number): Record<Key, number>;
interface InterpolateOptions {
  /** Equal steps between two points ("linear", unless told), or equal ratios. */
  method?: "linear" | "geometric";
  /** Beyond the first and the last point: an error ("refuse", unless told), or the value there ("hold"). */
  outside?: "refuse" | "hold";
}
/**
 * Values between the points of a series by year, month, quarter or date: for one of them the number, for several a series.
 * @units those of the points
 * @example interpolate({ 2025: 10, 2027: 20 }, 2026)
 * @example interpolate({ 2025: 10, 2027: 40 }, [2025, 2026], { method: "geometric" })
 * @example interpolate({ 2025: 10, 2027: 20 }, 2030, { outside: "hold" })
 */
declare function interpolate(points: Series, at: Key, options?: InterpolateOptions): number;
declare function interpolate(points: Series, at: Iterable<Key>, options?: InterpolateOptions): Record<Key, number>;
/**
 * Growth from each key to the next, a share; the first key is left out. By year between years, by month between months, also where some are
 * left out, and from one date to the next. From a number below zero it is refused: a rise from -2 to 3 is no share of -2.
 * @units a share: 0.5 is 50%
 * @example growth({ 2025: 2, 2026: 3, 2027: 3 })
 */
declare function growth(series: Series): Record<Key, number>;
/**
 * Compound growth by year, a share: of a series from its first year, month, quarter or date to its last, or \`cagr(start, end, years)\`.
 * A month is a twelfth of a year, and a day of a date its share of its month. From a number below zero it is refused.
 * @units a share
 * @example cagr({ 2024: 100, 2026: 121 })
 * @example cagr({ "2025-01-01": 100, "2025-07-16": 110 })
 * @example cagr(100, 121, 2)
 */
declare function cagr(series: Series): number;
declare function cagr(start: number, end: number, years: number): number;
/**
 * Years in which something growing by the share \`rate\` a year doubles, or steps where it is a share a step.
 * @units years, or steps
 * @example doublingTime(1)
 */
declare function doublingTime(rate: number): number;
/**
 * \`value\`, or the bound it lies beyond.
 * @units those of the value; bounds are in them too
 * @example clamp(12, 0, 10)
 */
declare function clamp(value: number, low: number, high: number): number;
/**
 * Series side by side as rows: \`rows({ bandwidth, compute })\` gives \`[{ year, bandwidth, compute }, …]\`. The key stands under \`year\`, whatever it is, unless
 * \`key\` names another; what a series lacks is null.
 * @units those of the series
 * @example rows({ bandwidth: { 2025: 1, 2026: 2 }, compute: { 2025: 1 } })
 * @example rows({ sales: { "2026-01": 4 } }, { key: "month" })
 */
declare function rows(named: Readonly<Record<string, Series<unknown>>>, options?: { key?: string }): Record<string, any>[];
/**
 * Series below one another as rows: \`[{ year, series, value }, …]\`, as lines of a chart want them; \`key\`, \`name\` and \`value\` call them otherwise.
 * @units those of the series
 * @example longRows({ Bandwidth: { 2025: 1, 2026: 2 } })
 * @example longRows({ A: { Q1: 4 } }, { key: "quarter", name: "shop", value: "kwh" })
 */
declare function longRows(named: Readonly<Record<string, Series<unknown>>>, options?: { key?: string; name?: string; value?: string }): Record<string, any>[];
interface ColumnOptions {
  /** What stands above it; its key unless told. */
  label?: string;
  /** Printed under the label. */
  unit?: string;
  /** "times 1", "percent 0", "unit 0 GW". */
  format?: string;
  /** Numbers stand at the right and texts at the left unless told. */
  align?: "left" | "right";
  /** Lets NaN and the infinities stand in the column. */
  allow?: "nonfinite";
  /** Bars beside the column's numbers, or lines through cells that are series or lists of numbers. */
  drawn?: "bar" | "line";
  /** The column's texts are Markdown: emphasis, code, links, mathematics, line breaks. Without it a \`*\` is a \`*\`. */
  markdown?: boolean;
}
interface TableOptions {
  /** Columns in their order, by the keys of the rows, each a label or options; all of the rows' unless told. */
  columns?: Readonly<Record<string, string | ColumnOptions>> | readonly (string | (ColumnOptions & { key: string }))[];
  /** Key of the column whose texts head groups of rows, in place of a column. */
  groups?: string;
  /** Rows of totals, below all others. */
  totals?: object | readonly object[];
}
/**
 * Says how a table block's rows are shown.
 * @units those that its columns declare
 */
declare function table(rows: readonly object[], options?: TableOptions): unknown;
/**
 * A value as text by a declared format: \`format(3.53, "times 1")\`.
 * @units of the value, where \`unit\` names it; blocks convert none
 * @example format(3.53, "times 1")
 * @example format(0.1234, "percent 1")
 * @example format("2026-05", "date short")
 */
declare function format(value: unknown, format: string, options?: { unit?: string }): string;
interface OutputOptions {
  /** What tables, reviews and the page call it. */
  label: string;
  /** A pure number, "1", unless told. */
  unit?: string;
  /** "number" unless told. */
  format?: string;
  /** Smallest change that matters: 0.05 or "2%"; 1% unless told. */
  tolerance?: number | string;
  /** One of those that reviews and the head of the page show first. */
  key?: boolean;
}
/**
 * Declares a named result of the memo; returns its value.
 * @units the declared \`unit\`
 */
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
declare const Plot: Omit<typeof import("@observablehq/plot"), "legend" | "bin" | "binX" | "binY"> & {
  // As they are, but for a mark's options that may be left out: then nothing of them would be taken in \`Plot.rectY(rows, Plot.binX(…, { x: "a", fill: "b" }))\`.
  bin<T>(
    outputs?: import("@observablehq/plot").BinOutputs,
    options?: import("@observablehq/plot").BinInputs<NonNullable<T>>,
  ): import("@observablehq/plot").Transformed<NonNullable<T>>;
  binX<T>(
    outputs?: import("@observablehq/plot").BinOutputs,
    options?: import("@observablehq/plot").BinXInputs<NonNullable<T>>,
  ): import("@observablehq/plot").Transformed<NonNullable<T>>;
  binY<T>(
    outputs?: import("@observablehq/plot").BinOutputs,
    options?: import("@observablehq/plot").BinYInputs<NonNullable<T>>,
  ): import("@observablehq/plot").Transformed<NonNullable<T>>;
  /** Names series at their last point: \`Plot.directLabels(rows, { x: "year", y: "sales", z: "shop" })\`. */
  directLabels(rows: import("@observablehq/plot").Data, options?: import("@observablehq/plot").TextOptions & {
    /** What tells the series apart: a field or a function. */
    z?: import("@observablehq/plot").ChannelValue;
  }): import("@observablehq/plot").Text;
  /** Swatches above the chart: its colours and what they stand for, which \`format\` prints otherwise; \`Plot.colorKey()\` takes no colours. */
  colorKey(options?: { format?: (value: any) => string; label?: string }): import("@observablehq/plot").Markish;
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
