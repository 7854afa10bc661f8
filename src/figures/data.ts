import { keysOf } from "../keys/ordered.js";
import type { Cell, Column, DataTable } from "../notebook/types.js";
import { unixBreaks } from "../text/line-breaks.js";

/**
 * The rows behind a chart: every array of plain objects among `sources`, as a table, in order. Arrays whose rows all stand in another one are
 * left out, so that a filtered copy for labels is not shown twice. Columns are the keys of the rows in order of appearance; a column that
 * holds anything but plain values is left out. Dates become ISO text, numbers that are not finite become null.
 */
export function dataTables(sources: readonly unknown[]): DataTable[] {
  const tables = sources.map(toTable).filter((table) => table !== undefined);
  const keyed = tables.map((table) => ({ table, rows: rowKeys(table) }));
  return keyed
    .filter(
      (one, i) =>
        !keyed.some(
          (other, j) =>
            i !== j &&
            contains(other.rows, one.rows) &&
            (other.rows.size > one.rows.size || j < i || !contains(one.rows, other.rows)),
        ),
    )
    .map(({ table }) => table);
}

/** One array of plain objects as a table; undefined when it is none, or has no rows or columns. */
export function toTable(source: unknown): DataTable | undefined {
  if (!Array.isArray(source) || source.length === 0 || !source.every(isRecord)) return undefined;
  const keys = new Set<string>();
  for (const row of source) for (const key of keysOf(row)) keys.add(key);
  const columns: Column[] = [];
  const cells: Cell[][] = source.map(() => []);
  for (const key of keys) {
    const values = source.map((row) => toCell(row[key]));
    if (values.some((value) => value === undefined)) continue;
    const numeric = values.every((value) => value === null || typeof value === "number");
    columns.push({ key, label: key, align: numeric ? "right" : "left" });
    values.forEach((value, i) => {
      cells[i]?.push(value ?? null);
    });
  }
  return columns.length === 0 ? undefined : { columns, rows: cells };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const kind = Object.prototype.toString.call(value);
  return kind === "[object Object]";
}

function toCell(value: unknown): Cell | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "string") return unixBreaks(value);
  if (typeof value === "boolean") return value;
  if (typeof value === "bigint") return String(value);
  if (Object.prototype.toString.call(value) === "[object Date]") {
    const time = Number(value);
    if (!Number.isFinite(time)) return null;
    const text = new Date(time).toISOString();
    return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text;
  }
  return undefined;
}

const rowKeys = (table: DataTable): Set<string> =>
  new Set(table.rows.map((row) => JSON.stringify(table.columns.map((column, i) => [column.key, row[i] ?? null]))));

const contains = (all: ReadonlySet<string>, some: ReadonlySet<string>): boolean => {
  for (const key of some) if (!all.has(key)) return false;
  return true;
};
