import type { DataColumn } from "../../assumptions/data/types.js";
import type { Token } from "./tokens.js";
import { KEYWORDS } from "./words.js";

/** What a query may read: the rows of a data file, or those of another query. */
export interface SourceTable {
  /** As the query calls it: `sales`, `energy.sales`. */
  name: string;
  /** The block that makes its rows; a data file's have none. */
  blockId?: string;
  columns: readonly DataColumn[];
}

/** A column of what a query reads or gives. */
export interface SqlColumn {
  name: string;
  /** Where its values are cells of a table's column as they stand: what that is declared to be. */
  column?: DataColumn;
}

/** A column of the result, and where it stands in the code. */
export interface ResultColumn extends SqlColumn {
  start: number;
  end: number;
  isNamed: boolean;
  /** Of an aggregate that is in the unit of what it is of: its name and the column. */
  sums?: { by: string; column: DataColumn };
}

/** One of the tables that a SELECT reads, by the name it has there. */
export interface Relation {
  name: string;
  columns: readonly SqlColumn[] | undefined;
  table?: SourceTable;
  /** Columns that `USING` joins, which `*` gives once. */
  using: ReadonlySet<string>;
}

export type Scope = ReadonlyMap<string, Relation>;
export type Item = { from: number; to: number };

export const lower = (name: string): string => name.toLowerCase();
export const isName = ({ type, word }: Token): boolean =>
  type === "name" && !(word !== undefined && KEYWORDS.has(word));

/** Whether a name behind it is one that is given to it. */
export const isOperand = ({ type, text, word }: Token): boolean =>
  type === "text" ||
  type === "number" ||
  (type === "sign" && text === ")") ||
  word === "END" ||
  word === "NULL" ||
  (type === "name" && !(word !== undefined && (KEYWORDS.has(word) || word === "OVER")));

/** The column that `name` or `table.name` stands for. */
export function columnNamed(
  [a, b, c, ...more]: readonly Token[],
  relations: readonly Relation[],
): SqlColumn | undefined {
  if (a?.type !== "name" || more.length > 0 || (b && !(b.text === "." && c?.type === "name"))) return undefined;
  const [table, name] = c ? [lower(a.text), lower(c.text)] : [undefined, lower(a.text)];
  for (const relation of relations) {
    if (table !== undefined && lower(relation.name) !== table) continue;
    const found = relation.columns?.find((one) => lower(one.name) === name);
    if (found) return found;
  }
  return undefined;
}

export const mayMiss = (relation: Relation): Relation => ({
  ...relation,
  columns: relation.columns?.map((one) =>
    one.column ? { ...one, column: { ...one.column, missing: one.column.missing ?? 0 } } : one,
  ),
});

/** What two queries that are put together say of a column: of one kind, or nothing. */
export function shared(a: SqlColumn, b: SqlColumn | undefined): { column: DataColumn | undefined } {
  const alike = (one: DataColumn): string => JSON.stringify([one.type, one.unit, one.shown, one.choices]);
  if (!a.column || !b?.column || alike(a.column) !== alike(b.column)) return { column: undefined };
  const missing = a.column.missing ?? b.column.missing;
  return { column: { ...a.column, ...(missing === undefined ? {} : { missing }) } };
}

const MOST_LISTED = 8;
export const listed = (names: readonly string[]): string =>
  names
    .slice(0, MOST_LISTED)
    .map((name) => `\`${name}\``)
    .join(", ") + (names.length > MOST_LISTED ? ", …" : "");
