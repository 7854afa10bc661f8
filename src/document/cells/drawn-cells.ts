import { largest, least } from "../../lists.js";
import type { Cell, DataTable } from "../../notebook/types.js";
import type { FormattedTable, TableCell } from "../tree.js";

/** The numbers of a cell that is drawn as a line. */
export const lineNumbers = (value: Cell): number[] => (typeof value === "string" ? value.split(" ").map(Number) : []);

/** A bar for each number of a column, all from the same zero; none for totals, beside which all others would be short. */
export function barsOf({ rows, totals = 0 }: DataTable, column: number): (TableCell["bar"] | undefined)[] {
  const cells = rows.slice(0, rows.length - totals).map((row) => row[column] ?? null);
  const numbers = cells.filter((value) => typeof value === "number");
  const [low, high] = [Math.min(0, least(numbers)), Math.max(0, largest(numbers))];
  const share = (value: number): number => (high > low ? (value - low) / (high - low) : 0);
  return cells.map((value) =>
    typeof value === "number" ? [share(Math.min(0, value)), share(Math.max(0, value))] : undefined,
  );
}

/** The points of a line, each line over the whole height; a level one at half of it, and so is that of one number, from end to end. */
export function pointsOf(value: Cell): TableCell["line"] | undefined {
  const numbers = lineNumbers(value);
  if (numbers.length === 0) return undefined;
  const [low, high] = [least(numbers), largest(numbers)];
  const ends = numbers.length === 1 ? [...numbers, ...numbers] : numbers;
  return ends.map((one) => (high > low ? (one - low) / (high - low) : 0.5));
}

/** A table whose rows stand in groups: the column that names them stands above them, as their heads. */
export function grouped(table: FormattedTable, { groups, totals = 0, rows }: DataTable): FormattedTable {
  const at = table.columns.findIndex(({ key }) => key === groups);
  const counted = totals > 0 && rows.length > 0 ? { totals } : {};
  if (at === -1 || rows.length === 0) return { ...table, ...counted };
  const without = <T>(list: readonly T[]): T[] => list.filter((_, index) => index !== at);
  const heads = table.rows.slice(0, table.rows.length - totals).flatMap((row, index) => {
    const text = row[at]?.text ?? "";
    return index > 0 && table.rows[index - 1]?.[at]?.text === text ? [] : [{ at: index, text }];
  });
  return { columns: without(table.columns), rows: table.rows.map(without), heads, ...counted };
}
