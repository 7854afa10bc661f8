import type { Place } from "../../diagnostic.js";

/** A cell as a file has it: text of a CSV, a JSON value; undefined where there is none. */
export type RawCell = string | number | boolean | null | undefined;

/** A file taken apart, before types are known. */
export interface RawTable {
  headers: readonly string[];
  headerPlace(column: number): Place;
  rows: number;
  /** Cells by column. */
  columns: readonly (readonly RawCell[])[];
  /** Where a cell stands; both counted from 0. */
  place(row: number, column: number): Place;
  /** Cells are texts whose type only their declaration says. */
  isText: boolean;
  /** The file gives each column a type, so that no quotes can be written or left out. */
  isTyped?: boolean;
  /** Of a file of features: the column of their shapes. */
  geometry?: string | undefined;
}

/** Places of a file's cells where it has no lines: a place's line is the number of its row and one more, its column that of its column; both from 0. */
export const cellPlaces =
  (file: string) =>
  (row: number, column: number): Place => ({
    file,
    start: { line: row + 1, column: column + 1 },
    end: { line: row + 1, column: column + 2 },
  });
