import type { Cell, Column, DataTable } from "../../notebook/types.js";

/**
 * A table as CSV (RFC 4180: comma, double quotes, CRLF), with the columns' full labels and units in its head, texts letter for letter and
 * numbers unrounded. What a spreadsheet would run as a formula is not altered but told (`figures/formula-cell`).
 */
export function writeCsv(table: DataTable): string {
  const lines = [table.columns.map((column) => field(columnName(column))), ...table.rows.map((row) => row.map(field))];
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** "Added in the year (GW)"; a pure number's unit is not said. */
export function columnName({ label, unit }: Pick<Column, "label" | "unit">): string {
  return unit === undefined || unit === "" || unit === "1" ? label : `${label} (${unit})`;
}

function field(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  return /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
}
