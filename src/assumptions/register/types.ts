import type { Place } from "../../diagnostic.js";
import type { DataSummary, DataTable, Said } from "../data/types.js";

/** What an assumption is that is no number: a text, boolean, date or choice, or the rows of a file. */
export type Other = { said: Said } | { data: DataSummary; table: DataTable };

/** Where a figure comes from, in falling order of evidence; `derived` is computed from other assumptions. */
export type Kind = "observed" | "cited" | "assumed" | "public" | "reconstructed" | "derived";

/** `said` is a text, boolean, date or choice, and `data` the rows of a file: neither has numbers of its own, and its `value` is empty. */
export type Shape = NumberShape | "said" | "data";
export type NumberShape = "scalar" | "series" | "table";

/** Numbers in the assumption's unit: one, one per key, or one per row and column. */
export type Value =
  | number
  | Readonly<Record<string, number>>
  | Readonly<Record<string, Readonly<Record<string, number>>>>;

export type DistributionName = "point" | "uniform" | "triangular" | "pert" | "normal" | "lognormal";

export interface Distribution {
  name: DistributionName;
  /** What low and high are for normal and lognormal, as percentiles; [5, 95] unless the register says otherwise. */
  percentiles?: readonly [number, number];
}

/** How long a value holds: days or months, neither for `never`. */
export interface StaleAfter {
  /** As written: "12 months". */
  text: string;
  days?: number;
  months?: number;
}

/** One entry of the register: what can be varied, quoted and cited. */
export interface Assumption {
  /** Dotted id, the path under `given`: `gw.add` is `given.gw.add`. */
  id: string;
  label?: string;
  /** What sweeps call it in sentences, tables and charts, where the label is long: "Price at the door". */
  short?: string;
  shape: Shape;
  /** Keys of a series, or row keys of a table; empty for a scalar. Declared order. */
  keys: readonly string[];
  /** Column keys of a table. */
  columns?: readonly string[];
  value: Value;
  /** What it says where it is no number. */
  said?: Said;
  /** Of a data file all but its rows, and the rows where they were read. */
  data?: DataSummary;
  table?: DataTable;
  low?: Value;
  high?: Value;
  /**
   * Unit of the numbers here and in blocks ("GW/yr" is written "GW/year"); "1" for a pure number. A table may have one per column. It is
   * the declared one, but that a share is a pure number (5% is 0.05) and a temperature its kelvins; see block-units.ts.
   */
  unit: string;
  columnUnits?: Readonly<Record<string, string>>;
  /** The declared unit where that is another one, `%` or `degC`: people type and read numbers in it. */
  shown?: string;
  columnShown?: Readonly<Record<string, string>>;
  /** Those of its numbers, as they stand here, that were written in another unit than the declared one: nobody gave their digits. */
  converted?: readonly number[];
  distribution: Distribution;
  /**
   * What low and high of a series or table are: bounds of each element, or (`paths`) two whole alternatives that may cross the value.
   * A mix with a range is always `paths`. Absent for bounds.
   */
  ends?: "paths";
  /** Values sum to 1: over the keys of a series, over each row of a table. */
  mix: boolean;
  kind: Kind;
  /** Keys into `sources`. */
  sources: readonly string[];
  /** ISO date or its beginning: 2026, 2026-03, 2026-03-15. */
  asOf: string;
  /** Its own limit, in place of the register's. */
  staleAfter?: StaleAfter;
  note?: string;
  /** Why a later version or a scenario changed it. */
  reason?: string;
  /** mathjs expression of a derived assumption, as written. */
  expression?: string;
  /** Ids a derived assumption rests on, transitively closed over derived ones, leaves only. */
  restsOn?: readonly string[];
  /** The last thing that set the value: a version name, `scenario <name>`, or `--set`. */
  setBy: string;
  /** The entry in the file that last said anything of it, and the value in the one that last set that. */
  place: Place;
  valuePlace: Place;
}

export interface Source {
  key: string;
  author?: string;
  /** Each of them, where they were given as a list of several. */
  authors?: readonly string[];
  /** What citations call it where the author's name would read badly or there is none: "Company guidance". */
  short?: string;
  title: string;
  publisher?: string;
  /** ISO date or its beginning. */
  date?: string;
  url?: string;
  note?: string;
  place: Place;
}

export interface Scenario {
  name: string;
  title: string;
  note?: string;
  /** Assumption id to value in its declared unit, normalised to the assumption's shape. */
  overrides: ReadonlyMap<string, Value>;
  /** Those of their numbers that were written in another unit, by assumption. */
  converted?: ReadonlyMap<string, readonly number[]>;
  /** The same of what is no number: texts and files. */
  others?: ReadonlyMap<string, Other>;
  place: Place;
}

/** All assumptions of one version with scenario and `--set` overrides applied. */
export interface Register {
  version: string;
  title?: string;
  /** Date of the report: the version's as-of date, ISO. */
  asOf: string;
  /** How long values hold that have no limit of their own; for `isStale`. */
  staleAfter?: StaleAfter;
  scenario?: Scenario;
  /** `--set` overrides as given. */
  sets: readonly { id: string; text: string }[];
  /** The version and all it extends, newest first. */
  lineage: readonly string[];
  /** In declared order; later versions' new entries last. */
  assumptions: ReadonlyMap<string, Assumption>;
  /** Units the register declares beyond the built-in ones, by name; for `unitSystem`. */
  units?: Readonly<Record<string, string>>;
  /** What the report calls groups, by the first part of their ids. */
  groups?: Readonly<Record<string, string>>;
  sources: ReadonlyMap<string, Source>;
  scenarios: ReadonlyMap<string, Scenario>;
}

/** The group that an assumption stands in: the first part of its id. */
export const groupOf = (id: string): string => id.split(".")[0] ?? "";
