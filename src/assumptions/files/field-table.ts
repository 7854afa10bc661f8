import { DATA_TYPES, SAID_TYPES } from "../data/types.js";
import type { DistributionName, Kind } from "../register/types.js";

/** What may stand in a field, as the readers of fields.ts and cells.ts take it. */
export type FieldType =
  /** A text, or a number or date without quotes. */
  | "text"
  | "texts"
  | "date"
  | "stale-after"
  | "boolean"
  | "address"
  /** A number, a number with its unit, a map by key, or a map of maps; a list in a column of a `table:`. */
  | "cells"
  /** The same, or a word. */
  | "value"
  /** A text, or a map of texts by column. */
  | "unit"
  | "percentiles"
  /** A map of units to `new` or a quantity. */
  | "units"
  /** A map of groups to what the report calls them. */
  | "groups"
  | "defaults"
  /** The tree of groups and assumptions. */
  | "tree"
  /** Row names, and columns each of which is an assumption. */
  | "rows"
  | "columns"
  /** Columns of a data file by name. */
  | "data-columns"
  /** `allowed`, or a list of what stands for nothing. */
  | "missing"
  /** Overrides: a map from assumption to cells. */
  | "overrides"
  | "scenarios"
  | "sources"
  | readonly string[];

/** A field of a map in an assumption file: what it takes, and what an editor says of it. */
export interface FieldAbout {
  type: FieldType;
  about: string;
  required?: true;
}

export type FieldTable = Readonly<Record<string, FieldAbout>>;

export const KINDS: readonly Kind[] = ["observed", "cited", "assumed", "public", "reconstructed", "derived"];
export const DISTRIBUTIONS: readonly DistributionName[] = [
  "point",
  "uniform",
  "triangular",
  "pert",
  "normal",
  "lognormal",
];
/** What may stand between the cells of a CSV, and its decimal mark. */
export const SEPARATORS = ["comma", "semicolon", "tab", "bar"] as const;
export const DECIMALS = [".", ","] as const;
/** What low and high of a series or table may be. */
export const ENDS = ["bounds", "paths"] as const;

const kind: FieldAbout = {
  type: KINDS,
  about:
    "Where the figure comes from: observed by those it concerns, cited from another's estimate, assumed by a text, public elsewhere, reconstructed here, or derived from other assumptions.",
};
const distribution: FieldAbout = {
  type: DISTRIBUTIONS,
  about: "What low and high mean, and what sensitivity draws from; `point` for a range that is only shown.",
};
const source: FieldAbout = { type: "texts", about: "A key of sources.yaml, or a list of keys." };
const asOf: FieldAbout = {
  type: "date",
  about: "The date for which the value holds: 2026-03-15, 2026-03 or 2026.",
};
const staleAfter: FieldAbout = {
  type: "stale-after",
  about: "How long a value holds: `12 months`, `2 years`, `90 days`, or `never`.",
};

/** Fields of one assumption. */
export const ENTRY_FIELDS = {
  label: { type: "text", about: "What the register, tables and sentences call it." },
  short: { type: "text", about: "What sweeps call it where the label is long." },
  type: {
    type: SAID_TYPES,
    about:
      "What the value is where it is no number: a text, a boolean, a date, or one of the words that `one_of` lists.",
  },
  one_of: { type: "texts", about: "What the value may be: a list of words." },
  value: { type: "cells", about: "The value: `18`, `18 GW/year`, `{2026: 18, 2027: 24}`, or a map of maps." },
  expression: { type: "text", about: "A formula over other assumptions, in place of a value." },
  unit: { type: "unit", about: 'The unit, such as `GW/year`, or "1" for a pure number; of a table, a map by column.' },
  low: { type: "cells", about: "The low end of the range; keys that are left out keep the value." },
  high: { type: "cells", about: "The high end of the range; keys that are left out keep the value." },
  distribution,
  percentiles: {
    type: "percentiles",
    about: "What low and high are of a normal or lognormal: `[10, 90]`; 5 and 95 unless given.",
  },
  ends: {
    type: ENDS,
    about: "Of a series or table: low and high bound each number, or are two whole paths that may cross the value.",
  },
  mix: { type: "boolean", about: "The numbers are shares that sum to 1." },
  kind,
  source,
  as_of: asOf,
  stale_after: staleAfter,
  data: { type: "text", about: "A file in data/, in place of a value: `sales.csv`." },
  note: { type: "text", about: "What a reader should know of it; printed in the register." },
  reason: { type: "text", about: "Why a later version changes it; printed in the register." },
} as const satisfies FieldTable;

const { label, short, data, note, reason } = ENTRY_FIELDS;

/** Fields of an assumption that is a data file. */
export const DATA_FIELDS = {
  label,
  short,
  data,
  columns: {
    type: "data-columns",
    about: "The columns of the data file that blocks read, by the name they have there.",
  },
  key: { type: "texts", about: "Columns of the data file whose values tell its rows apart." },
  ignore: { type: "texts", about: "Columns that the data file has and blocks don't read." },
  separator: { type: SEPARATORS, about: "What stands between the cells of a CSV: a comma unless told." },
  decimal: { type: DECIMALS, about: "The decimal mark of a CSV: a point unless told." },
  sheet: { type: "text", about: "The sheet of a workbook, where it has several." },
  table: { type: "text", about: "The table of a database, where it has several." },
  object: { type: "text", about: "The object of a topology, where it has several." },
  planar: { type: "boolean", about: "Positions of shapes are those of a plane, and no longitudes and latitudes." },
  kind,
  source,
  as_of: asOf,
  stale_after: staleAfter,
  note,
  reason,
} as const satisfies FieldTable;

/** Fields of data/lock.yaml, and of a file in it. */
export const LOCK_FIELDS = {
  files: { type: "tree", about: "Files that were fetched, by their name below data/.", required: true },
} as const satisfies FieldTable;
export const LOCK_ENTRY_FIELDS = {
  address: { type: "address", about: "Where it was fetched from.", required: true },
  fetched: { type: "date", about: "The day on which it was fetched or taken over.", required: true },
  sha256: { type: "text", about: "Of its bytes.", required: true },
  bytes: { type: "text", about: "How many there are.", required: true },
  licence: { type: "text", about: "Under which it may be used." },
  by: { type: "text", about: "Who fetched it." },
  accepted: { type: "boolean", about: "It was changed by hand and taken over." },
} as const satisfies FieldTable;

/** Fields of a column of a data file. */
export const COLUMN_FIELDS = {
  type: { type: DATA_TYPES, about: "What its cells are; a unit makes them numbers, `one_of` a choice." },
  unit: { type: "text", about: 'The unit of its numbers, such as `kWh`, or "1" for pure numbers.' },
  one_of: { type: "texts", about: "What a cell may be: a list of words." },
  header: { type: "text", about: "Its name in the file, where that is another one." },
  label: { type: "text", about: "What the register calls it." },
  missing: { type: "missing", about: "`allowed`: cells may be empty; or a list of what stands for nothing, `[NA]`." },
} as const satisfies FieldTable;

/** Fields of a `table:` of a group. */
export const TABLE_FIELDS = {
  rows: { type: "rows", about: "Names of the rows, each once.", required: true },
  columns: { type: "columns", about: "Columns by name, each an assumption with a list of numbers.", required: true },
} as const satisfies FieldTable;

/** Fields under `defaults:`. */
export const DEFAULTS_FIELDS = { kind, as_of: asOf, source, distribution } as const satisfies FieldTable;

/** Fields of a version file. */
export const VERSION_FIELDS = {
  version: { type: "text", about: "The version's name, as the file is named.", required: true },
  as_of: { type: "date", about: "The date of the report.", required: true },
  title: { type: "text", about: "What the version is called in the report." },
  note: { type: "text", about: "A remark for who reads the file." },
  extends: { type: "text", about: "The version it is laid over: this file says only what it changes or adds." },
  stale_after: staleAfter,
  defaults: {
    type: "defaults",
    about: "`kind`, `as_of`, `source` and `distribution` of assumptions that don't say their own.",
  },
  units: { type: "units", about: "Units beyond the built-in ones: `new`, or a quantity such as `72 GPU`." },
  groups: {
    type: "groups",
    about: "What the report calls the groups of the register, by the first part of their ids.",
  },
  assumptions: { type: "tree", about: "Groups and assumptions.", required: true },
} as const satisfies FieldTable;

/** Fields of one scenario. */
export const SCENARIO_FIELDS = {
  title: { type: "text", about: "What the scenario is called in the report." },
  note: { type: "text", about: "What it supposes." },
  set: { type: "overrides", about: "Assumptions and their values in this scenario.", required: true },
} as const satisfies FieldTable;

/** Fields of scenarios.yaml. */
export const SCENARIOS_FIELDS = {
  scenarios: { type: "scenarios", about: "Scenarios by name: sets of overrides on any version.", required: true },
} as const satisfies FieldTable;

/** Fields of one source. */
export const SOURCE_FIELDS = {
  author: { type: "texts", about: "Who wrote or published it, as the reference list begins; a list of several." },
  short: { type: "text", about: "What citations call it where the author's name would read badly." },
  title: { type: "text", about: "Its title.", required: true },
  publisher: { type: "text", about: "Who published it." },
  date: { type: "date", about: "When: 2026-03-15, 2026-03 or 2026." },
  url: { type: "address", about: "Where it is, with http:// or https://." },
  note: { type: "text", about: "What a reader should know of it." },
} as const satisfies FieldTable;

/** Fields of sources.yaml. */
export const SOURCES_FIELDS = {
  sources: { type: "sources", about: "Every source once, by the key that citations name.", required: true },
} as const satisfies FieldTable;

/** The keys of a table, in its order. */
export const keysOf = <T extends FieldTable>(fields: T): (keyof T & string)[] => Object.keys(fields);

/** What names may be. An assumption's or a group's is part of a path; a key of a series or of a table's row stands in one. */
export const NAME = {
  assumption: /^(?:[A-Za-z][A-Za-z0-9_]*|\d+)$/,
  scenario: /^[A-Za-z][A-Za-z0-9_-]*$/,
  source: /^[A-Za-z][A-Za-z0-9_:-]*$/,
  unit: /^[A-Za-z][A-Za-z0-9]*$/,
  row: /^[^.,:=]*$/,
  key: /^[^\s.,:=](?:[^.,:=\n]*[^\s.,:=])?$/,
} as const;

/** An address of a source. */
export const ADDRESS = /^https?:\/\/[^\s]+\.[^\s]+$/;
