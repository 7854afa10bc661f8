import { describeNumber } from "../../assumptions/index.js";
import { largest } from "../../lists.js";
import { type FormatContext, formatValue } from "../../notebook/library/format.js";
import type { Cell, DataTable } from "../../notebook/types.js";
import { toDigits } from "../../text/counts.js";
import { textTable } from "../../text/table.js";

/** Columns that bars take, and how many rows they are drawn for. */
const BAR = 24;
const BARS = { least: 3, most: 60 } as const;
const EIGHTHS = " ▏▎▍▌▋▊▉█";

/** A value as rows and columns; undefined for one that is none: a number, a text, something nested deeper. */
export function tableOfValue(value: unknown): DataTable | undefined {
  if (Array.isArray(value))
    return value.length > 0 && value.every(isRecord) ? tableOf(value.map(entriesOf)) : undefined;
  if (!isRecord(value)) return undefined;
  const entries = entriesOf(value);
  if (entries.length === 0) return undefined;
  if (entries.every(([, one]) => isCell(one)))
    return tableOf(
      entries.map(([key, one]) => [
        ["", key],
        ["value", one],
      ]),
    );
  const rows = entries.flatMap(([key, one]): [string, unknown][][] =>
    isRecord(one) ? [[["", key], ...entriesOf(one)]] : [],
  );
  return rows.length === entries.length ? tableOf(rows) : undefined;
}

function tableOf(rows: readonly (readonly [string, unknown][])[]): DataTable | undefined {
  const keys = [...new Set(rows.flatMap((row) => row.map(([key]) => key)))];
  if (!rows.every((row) => row.every(([, cell]) => isCell(cell)))) return undefined;
  const maps = rows.map((row) => new Map(row));
  const cells = maps.map((row) => keys.map((key) => plainCell(row.get(key))));
  return {
    columns: keys.map((key, i) => ({
      key,
      label: key,
      align: cells.every((row) => typeof row[i] !== "string") ? "right" : "left",
    })),
    rows: cells,
  };
}

/** A value with names of its own, as a row has. */
export const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

const entriesOf = (value: object): [string, unknown][] =>
  value instanceof Map ? [...value].map(([key, one]) => [String(key), one]) : Object.entries(value);

const isCell = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  ["number", "string", "boolean"].includes(typeof value) ||
  value instanceof Date;

const plainCell = (value: unknown): Cell =>
  value instanceof Date ? value.toISOString().slice(0, 10) : ((value ?? null) as Cell);

/** Rows and columns as text; a column of three or more quantities has bars beside it where nothing else does. */
export function tableText({ columns, rows }: DataTable, width: number): string {
  const heads = columns.map(({ label, unit, align }) => ({ head: unit ? `${label} (${unit})` : label, align }));
  const cells = rows.map((row) =>
    row.map((cell, i) => {
      const column = columns[i];
      return cellText(cell, column?.format, { unit: column?.unit });
    }),
  );
  const drawn = barsOf(rows);
  return textTable(
    drawn ? [...heads, { head: "", align: "left" }] : heads,
    drawn ? cells.map((row, i) => [...row, drawn[i] ?? ""]) : cells,
    width,
  );
}

/** A cell by its column's format; a number without one with six digits. */
function cellText(cell: Cell, format: DataTable["columns"][number]["format"], context: FormatContext): string {
  if (cell === null) return "–";
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  try {
    if (format) return formatValue(cell, format, { ...context, nonFinite: "–" });
  } catch {
    // A format that doesn't suit the cell is the build's to report.
  }
  return typeof cell === "number" ? numberText(cell) : cell;
}

export const numberText = (value: number): string =>
  Number.isFinite(value) ? describeNumber(toDigits(value, 6)) : String(value);

/** Bars for rows of which the last column, and no other beyond the first, is numbers from zero up. */
function barsOf(rows: DataTable["rows"]): string[] | undefined {
  if (rows.length < BARS.least || rows.length > BARS.most || rows.some((row) => row.length !== 2)) return undefined;
  const values = rows.map(([, value]) => value);
  if (!values.every((value) => typeof value === "number" && Number.isFinite(value) && value >= 0)) return undefined;
  const most = largest(values as number[]);
  if (most === 0) return undefined;
  return (values as number[]).map((value) => {
    const eighths = Math.round((value / most) * BAR * 8);
    return "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "").trim();
  });
}
