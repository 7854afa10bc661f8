import type { Cell, Column, DataTable } from "../../notebook/types.js";

/**
 * A table as CSV (RFC 4180: comma, double quotes, CRLF), with the columns' full labels and units in its head and numbers unrounded.
 *
 * A text that a spreadsheet would run as a formula (it begins with `=`, `@`, a tab or a carriage return, or with `+` or `-` and is no
 * number) gets a leading apostrophe, which spreadsheets take as "this is text" (OWASP, CSV injection).
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
  const text = isFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

function isFormula(text: string): boolean {
  if (/^[=@\t\r]/.test(text)) return true;
  return /^[+-]/.test(text) && !/^[+-][\d.,\s]*\d%?$/.test(text);
}
