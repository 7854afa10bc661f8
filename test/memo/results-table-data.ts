import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A figure as the reference prints it, in the memo's unit or in one that is so many of the memo's. */
export type Printed = string | { printed: string; unit: number };

/** Figures by row and column, or by scenario and output. */
export type Grid<Figure = string> = Readonly<Record<string, Readonly<Record<string, Figure>>>>;

/** Columns of a table of the memo, by the text that `key` has in each row. */
export interface ExpectedTable {
  section: string;
  title: string;
  figure: string;
  key: string;
  rows: Grid;
}

/** Figures by the name of a value, with keys into it; or `given.…`, or `table/row/column`. */
export type ExpectedValues = Readonly<Record<string, Printed>>;

export interface ExpectedTornado {
  section: string;
  title: string;
  sweep: string;
  base: string;
  rows: Readonly<Record<string, { low: string; high: string; swing: string }>>;
}

export interface ExpectedGrid {
  section: string;
  title: string;
  sweep: string;
  /** By the value of the study's rows and columns. */
  rows: Grid;
}

/** A figure that comes of random draws, with its standard error. */
export interface DrawnFigure {
  printed: string;
  error: number;
}

export interface ExpectedDraws {
  section: string;
  title: string;
  sweep: string;
  rows: Grid<DrawnFigure>;
}

export interface ExpectedScenarios {
  section: string;
  title: string;
  /** By scenario and output. */
  rows: Grid;
}

/** A row of the reference's first section: what a source states, beside what the model computes. */
export interface ExpectedQuantity {
  claim: string;
  quantity: string;
  stated: string;
  value: string;
  unit?: number;
  printed: string;
  /** The number stated, and the computed figure's distance from it. */
  against?: number;
  error?: string;
  worth: "arith" | "calib" | "pred" | "fail" | "input";
}

export const FINDINGS = ["agrees", "approx", "amb", "conflict", "na"] as const;
export type Finding = (typeof FINDINGS)[number];

/** What a statement says, beside a value of the memo. */
export interface Reading {
  /** "12", "42%", "10-13", "<100", ">1". */
  says: string;
  value: string;
  unit?: number;
}

/** A statement that a source computes itself. */
export interface ExpectedClaim {
  id: string;
  statement: string;
  finding: Finding;
  readings: readonly Reading[];
  figures?: ExpectedValues;
  /** Claims of the memo that must hold. */
  holds?: readonly string[];
  /** Figures of the check that the memo doesn't compute, by what they are. */
  absent?: Readonly<Record<string, string>>;
}

/** A figure of the reference that no block computes. */
export interface AbsentFigure {
  section: string;
  source?: string;
  figure: string;
  printed: string;
}

/** Reference results for one part of the memo. */
export interface Expected {
  version: string;
  tables?: readonly ExpectedTable[];
  values?: readonly { section: string; values: ExpectedValues }[];
  scenarios?: readonly ExpectedScenarios[];
  grids?: readonly ExpectedGrid[];
  tornados?: readonly ExpectedTornado[];
  draws?: readonly ExpectedDraws[];
  quantities?: readonly ExpectedQuantity[];
  claims?: readonly ExpectedClaim[];
  absent?: readonly AbsentFigure[];
}

/** All parts: the files `expected*.json` beside this one, in the order of their names. */
export function readExpected(): Expected[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => /^expected.*\.json$/.test(name))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(import.meta.dirname, name), "utf8")) as Expected);
}
