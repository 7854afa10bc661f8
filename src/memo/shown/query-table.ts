import { describeColumn } from "../../assumptions/data/describe.js";
import type { DataCell, DataColumn } from "../../assumptions/data/types.js";
import { describeNumber, describeUnit } from "../../assumptions/index.js";
import { fromBlocks } from "../../assumptions/units/block-units.js";
import type { Cell } from "../../notebook/types.js";
import { countedInGroups, grouped } from "../../text/counts.js";
import { wrap } from "../../text/table.js";
import { tableText } from "./table.js";

/** So many rows of a query are printed; all of them with `--json`. */
const MOST_ROWS = 200;

type Row = Readonly<Record<string, unknown>>;

/** The rows of a query's result: all of it, its `rows`, or its `columns`. */
export function rowsOf(value: unknown): readonly Row[] {
  if (Array.isArray(value)) return value;
  const { rows, ...columns } = plain(value);
  if (Array.isArray(rows) && rows.every((row) => typeof row === "object")) return rows;
  const lists = Object.entries(columns).flatMap(([name, list]) => (Array.isArray(list) ? [[name, list] as const] : []));
  return Array.from({ length: lists[0]?.[1].length ?? 0 }, (_, at) =>
    Object.fromEntries(lists.map(([name, list]) => [name, list[at]])),
  );
}

const plain = (value: unknown): Row => (value instanceof Map ? Object.fromEntries(value) : ((value ?? {}) as Row));

/** A shape is no cell of a text: it is told apart from others by what it is made of. */
export const dataCell = (cell: unknown): DataCell =>
  typeof cell === "object" && cell !== null ? JSON.stringify(cell) : ((cell ?? null) as DataCell);

/** The result of a query as a person reads it: how many rows, what each column comes to, and the rows in the units in which their columns are shown. */
export function queryText(value: unknown, columns: readonly DataColumn[], width: number): string {
  const rows = rowsOf(value);
  const shown = rows.slice(0, MOST_ROWS);
  const about = columns.map((column) => describeColumn(column, describeNumber, describeUnit));
  const head = wrap(`${countedInGroups(rows.length, "row")}: ${about.join("; ")}`, width).join("\n");
  if (rows.length === 0) return head;
  const table = tableText(
    {
      columns: columns.map(({ name, type, unit, shown: seen }) => ({
        key: name,
        label: name,
        ...(describeUnit(seen ?? unit ?? "1") === "" ? {} : { unit: describeUnit(seen ?? unit ?? "1") }),
        align: type === "number" || type === "year" ? "right" : "left",
      })),
      rows: shown.map((row) => columns.map((column) => cellOf(row[column.name], column))),
    },
    width,
  );
  const left = rows.length - shown.length;
  return `${head}\n\n${table}${left > 0 ? `… and ${countedInGroups(left, "more row")}; \`--json\` prints all ${grouped(rows.length)}` : ""}`;
}

function cellOf(cell: unknown, { type, unit, shown }: DataColumn): Cell {
  if (typeof cell === "number" && type === "number") return fromBlocks(cell, shown ?? unit);
  if (typeof cell === "object" && cell !== null) return "a shape";
  return (cell ?? null) as Cell;
}
