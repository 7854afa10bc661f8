/** What the print of a study by itself says, and its table in a chapter leaves to the caption or the prose around it. */
export interface Alone {
  /** The result in the base case, where that isn't `base` of its value. */
  base?: number;
  /** Instead of its table, after the result's name. */
  words?: string;
  /** Whether a claim fails in the cell of a row and a column of its table. */
  fails?(row: number, column: number): boolean;
  notes?: readonly string[];
}

/** Marks a cell in which a claim fails. */
export const FAILS = "*";
