import { fromBlocks } from "../../assumptions/units/block-units.js";
import { isFormula } from "../../document/cells/formula-cells.js";
import type { Cell, Column, DataTable } from "../../notebook/types.js";

/**
 * A table as CSV (RFC 4180: comma, double quotes, CRLF), with the columns' full labels and units in its head, texts letter for letter and
 * numbers unrounded. A text that a spreadsheet would run as a formula stands in quotes with an apostrophe before it, and is told
 * (`figures/formula-cell`); a number, also one below zero or one that is a text, is never altered.
 */
export function writeCsv(shown: DataTable, convert?: Convert): string {
  const table = convert ? inUnitsShown(shown, convert) : shown;
  const lines = [table.columns.map((column) => field(columnName(column))), ...table.rows.map((row) => row.map(field))];
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** Between units; throws when their dimensions differ. */
type Convert = (value: number, from: string, to: string) => number;

/** A table with its numbers in the units that readers see them in, which its heads then name: of a column of GW printed as MW, in MW. */
function inUnitsShown({ columns, rows }: DataTable, convert: Convert): DataTable {
  const seen = columns.map((column): { column: Column; value(x: number): number } => {
    const { format, unit } = column;
    const from = format?.from ?? unit;
    const to = format?.style === "unit" || format?.style === "number" ? format.to : undefined;
    const own = from ?? (format?.style === "dollars" ? "USD" : undefined);
    if (to === undefined || to === from)
      return { column: own === undefined ? column : { ...column, unit: own }, value: (x) => x };
    return {
      column: { ...column, unit: to },
      value: (x) => Number((from === undefined ? fromBlocks(x, to) : convert(x, from, to)).toPrecision(15)),
    };
  });
  return {
    columns: seen.map(({ column }) => column),
    rows: rows.map((row) => row.map((cell, i) => (typeof cell === "number" ? (seen[i]?.value(cell) ?? cell) : cell))),
  };
}

/** "Added in the year (GW)"; a pure number's unit is not said. */
export function columnName({ label, unit }: Pick<Column, "label" | "unit">): string {
  return unit === undefined || unit === "" || unit === "1" ? label : `${label} (${unit})`;
}

function field(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  if (isFormula(cell)) return `"'${cell.replaceAll('"', '""')}"`;
  return /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
}
