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

/** The tables that there are for a query. */
export interface Tables {
  names: readonly string[];
  /** @throws SqlError at `at` where the one of this name can't be read. */
  find(name: string, at: Token): SourceTable | undefined;
}

/** A column of what a query reads or gives. */
export interface SqlColumn {
  name: string;
  /** Where its values are cells of a table's column as they stand: what that is declared to be. */
  column?: DataColumn;
  /** Where they are not: what its numbers are in, of each query that is put together here. */
  sums?: readonly Sum[];
  /** A count alone, which is a pure number. */
  isCount?: boolean;
}

/** A column as it stands, or an aggregate that is in its unit. */
export interface Sum {
  /** The aggregate: `sum`. */
  by?: string;
  column: DataColumn;
  /** Of a temperature: whether it is one, or a difference of two, which has no zero of its own; without it that follows from the column's unit. */
  scale?: "point" | "difference" | "either";
  /** A sum or difference, of which years and dates are no longer what they were. */
  isAdded?: boolean;
  /** Where a SELECT behind `UNION` has it. */
  at?: { start: number; end: number };
}

/** A column of the result, and where it stands in the code. */
export interface ResultColumn extends SqlColumn {
  start: number;
  end: number;
  isNamed: boolean;
}

/** One of the tables that a SELECT reads, by the name it has there. */
export interface Relation {
  name: string;
  columns: readonly SqlColumn[] | undefined;
  table?: SourceTable;
  /** Columns that `USING` joins, which `*` gives once. */
  using: ReadonlySet<string>;
  /** Of those, what a right or full join makes of both sides: the right one's value where the left has no row. */
  merged?: ReadonlyMap<string, SqlColumn>;
}

export type Scope = ReadonlyMap<string, Relation>;
/** An expression of a list among the tokens; `end` is where a name that is given to it begins. */
export type Item = { from: number; to: number; end?: number };

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
  const bare = a?.type === "name" && !c ? mergedColumn(lower(a.text), relations) : undefined;
  if (bare) return bare;
  const [table, name] = c ? [lower(a.text), lower(c.text)] : [undefined, lower(a.text)];
  for (const relation of relations) {
    if (table !== undefined && lower(relation.name) !== table) continue;
    const found = relation.columns?.find((one) => lower(one.name) === name);
    if (found) return found;
  }
  return undefined;
}

/** What the name of a column that a right or full join joins by stands for without a table. */
export const mergedColumn = (name: string, relations: readonly Relation[]): SqlColumn | undefined =>
  relations.findLast(({ merged }) => merged?.has(name))?.merged?.get(name);

export const mayMiss = (relation: Relation): Relation => {
  const missed = (one: SqlColumn): SqlColumn =>
    one.column ? { ...one, column: { ...one.column, missing: one.column.missing ?? 0 } } : one;
  const { columns, merged } = relation;
  return {
    ...relation,
    columns: columns?.map(missed),
    ...(merged ? { merged: new Map([...merged].map(([name, one]) => [name, missed(one)])) } : {}),
  };
};

/** What the numbers of a column are in. */
export const unitsOf = ({ column, sums = [] }: SqlColumn): readonly Sum[] => (column ? [{ column }] : sums);

/**
 * What two queries that are put together say of a column: of one kind, or nothing but the units of both. Words of two choices are a choice of all of
 * them.
 */
export function shared(
  a: SqlColumn,
  b: (SqlColumn & { start?: number; end?: number }) | undefined,
): { column: DataColumn | undefined; sums?: readonly Sum[] } {
  const alike = (one: DataColumn): string => JSON.stringify([one.type, one.unit, one.shown]);
  if (!a.column || !b?.column || alike(a.column) !== alike(b.column)) {
    const at = b?.start === undefined || b.end === undefined ? {} : { at: { start: b.start, end: b.end } };
    return { column: undefined, sums: [...unitsOf(a), ...(b ? unitsOf(b) : []).map((one) => ({ ...at, ...one }))] };
  }
  const missing = a.column.missing ?? b.column.missing;
  const choices = a.column.choices && [...new Set([...a.column.choices, ...(b.column.choices ?? [])])];
  return {
    column: { ...a.column, ...(missing === undefined ? {} : { missing }), ...(choices ? { choices } : {}) },
  };
}

/** Whether rows come one of the other from a common table alone, and so in an order: `SELECT 1 UNION ALL SELECT n + 1 FROM c`. */
export function isChain(tokens: readonly Token[], name: string): boolean {
  const start = tokens.findIndex(({ word }) => word === "FROM") + 1;
  return (
    start > 0 &&
    lower(tokens[start]?.text ?? "") === lower(name) &&
    !tokens
      .slice(start)
      .some(({ type, text, word }) => word === "FROM" || word === "JOIN" || (text === "," && type === "sign"))
  );
}

/** What a column that a right or full join joins by is: the left one's value, or the right one's where there is no row on the left. */
export function ofBothSides(name: string, left: readonly Relation[], right: Relation, isRight: boolean): SqlColumn {
  const token: Token = { type: "name", text: name, start: 0, end: 0 };
  const [a, b] = [columnNamed([token], left), columnNamed([token], [right])];
  const both = a ? shared(a, b) : { column: undefined };
  // Where it finds a row on the left, that has the right one's value.
  return isRight && both.column && b ? b : { name: b?.name ?? name, ...both };
}

const MOST_LISTED = 8;
export const listed = (names: readonly string[]): string =>
  names
    .slice(0, MOST_LISTED)
    .map((name) => `\`${name}\``)
    .join(", ") + (names.length > MOST_LISTED ? ", …" : "");
