// Runs queries, in the realm of blocks.

import { keyText } from "../../keys/calendar.js";
import { GEOMETRY_MARK, geometryCell } from "../../keys/geometry.js";
import { calendarKey, type Grain } from "../../keys/key.js";
import { BlockError, show } from "../library/reasons.js";
import { type OfCell, rowsAndColumns } from "../process/wire.js";
import type { Sqlite, SqlValue, Statement } from "./sqlite.js";
import type { Query, QueryColumn } from "./types.js";

/** As a data file. */
const MOST_ROWS = 1_000_000;
const MOST_CELLS = 10_000_000;
/** What SQLite may hold of tables and of what it works out, in bytes. */
const MOST_MEMORY = 512 * 2 ** 20;

export type Cell = number | string | boolean | null;
export type Tables = Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;
/** `ofCell` makes of a cell of the result's column at `.columns.name` what blocks are to have. */
export type RunQuery = (query: Query, tables: Tables, ofCell?: OfCell) => object;

/** Gives what runs queries over SQLite; each has a database of its own, which is gone when it is done. */
export function queryRunner(sqlite: Sqlite): RunQuery {
  return (query, tables, ofCell) => {
    const database = new sqlite.Database();
    try {
      database.run(`PRAGMA hard_heap_limit = ${MOST_MEMORY}; PRAGMA temp_store = memory; PRAGMA trusted_schema = off;`);
      for (const table of query.tables)
        fill(
          table,
          tables[table.name] ?? {},
          (sql) => database.prepare(sql),
          (sql) => database.run(sql),
        );
      database.run("PRAGMA query_only = on;");
      const statement = database.prepare(query.sql);
      sqlite.asks(true);
      return rowsAndColumns(resultOf(statement, query), "", ofCell);
    } catch (thrown) {
      throw thrown instanceof BlockError ? thrown : told(thrown, query);
    } finally {
      sqlite.asks(false);
      database.close();
    }
  };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const AFFINITY: Partial<Record<QueryColumn["type"], string>> = { number: "REAL", year: "INTEGER", boolean: "INTEGER" };

function fill(
  { name, columns }: Query["tables"][number],
  cells: Tables[string],
  prepare: (sql: string) => Statement,
  run: (sql: string) => void,
): void {
  const declared = columns.map((column) => `${quoted(column.name)} ${AFFINITY[column.type] ?? "TEXT"}`);
  run(`CREATE TABLE ${quoted(name)} (${declared.join(", ")}); BEGIN;`);
  const insert = prepare(`INSERT INTO ${quoted(name)} VALUES (${columns.map(() => "?").join(", ")})`);
  const lists = columns.map((column) => cells[column.name] ?? []);
  const count = lists[0]?.length ?? 0;
  const row: SqlValue[] = new Array(lists.length);
  for (let at = 0; at < count; at++) {
    for (let column = 0; column < lists.length; column++) row[column] = stored(lists[column]?.[at]);
    insert.run(row);
  }
  insert.free();
  run("COMMIT;");
}

/** A quantity of a run over units is its number here. */
function stored(cell: unknown): SqlValue {
  if (typeof cell === "string" || cell === null) return cell;
  const shape = geometryCell(cell);
  if (shape !== undefined) return shape;
  return Number(cell);
}

function resultOf(statement: Statement, { columns }: Query): Map<string, Cell[]> {
  const names = statement.getColumnNames();
  if (names.length !== columns.length)
    throw new BlockError(`the query gives ${names.length} columns, and was read as one of ${columns.length}`, {
      rule: "sql/syntax",
      hint: "write its columns out, with `AS` and a name for each",
    });
  const lists = columns.map((): Cell[] => []);
  const readers = columns.map(cellReader);
  for (let row = 0; statement.step(); row++) {
    if (row >= MOST_ROWS || (row + 1) * columns.length > MOST_CELLS)
      throw new BlockError(`the query gives more than ${row.toLocaleString("en-US")} rows`, {
        rule: "sql/too-many",
        expected: "at most 1,000,000 rows and 10,000,000 cells",
        hint: "a join without `ON` gives every pair of rows",
        ...(columns[0] ? { at: columns[0].at } : {}),
      });
    const values = statement.get();
    if (values.some((value) => Number.isInteger(value) && !Number.isSafeInteger(value)))
      refuseRounded(statement, columns, row);
    for (let at = 0; at < lists.length; at++) lists[at]?.push(readers[at]?.(values[at] ?? null, row) ?? null);
  }
  statement.free();
  return new Map(columns.map(({ name }, at) => [name, lists[at] ?? []]));
}

/** Whole numbers of 64 bits of SQLite that a number doesn't hold; of a real number that large nothing is lost. */
function refuseRounded(statement: Statement, columns: readonly QueryColumn[], row: number): void {
  for (const [index, value] of statement.get(null, { useBigInt: true }).entries()) {
    const column = columns[index];
    if (typeof value !== "bigint" || !column || Number.isSafeInteger(Number(value))) continue;
    throw new BlockError(`\`${column.name}\` in row ${row + 1} of the result is ${value}`, {
      rule: "sql/cell",
      expected: `a whole number up to ${Number.MAX_SAFE_INTEGER}, beyond which a number of blocks is rounded`,
      hint: "`CAST(… AS TEXT)` keeps every digit of a number that only names something, `CAST(… AS REAL)` rounds it",
      at: column.at,
    });
  }
}

const GRAINS: Partial<Record<QueryColumn["type"], Grain>> = {
  half: "half",
  quarter: "quarter",
  month: "month",
  week: "week",
  date: "day",
};

const EXPECTED: Readonly<Record<QueryColumn["type"], string>> = {
  number: "a number",
  text: "a text",
  boolean: "1 or 0, which a comparison gives",
  year: "a year such as 2026",
  half: "a half-year such as `2026-H1`",
  quarter: "a quarter such as `2026-Q2`",
  month: "a month such as `2026-05`",
  week: "a week such as `2026-W05`",
  date: "a date such as `2026-05-12`",
  choice: "one of its words",
  geometry: "a shape of a data file, as it stands there",
};

/** Gives a cell of a column as blocks have it. */
function cellReader(column: QueryColumn): (value: SqlValue, row: number) => Cell {
  const { name, type, choices = [], mayMiss, at } = column;
  const grain = GRAINS[type];
  const wrong = (row: number, message: string, hint?: string): never => {
    throw new BlockError(`\`${name}\` in row ${row + 1} of the result ${message}`, {
      rule: "sql/cell",
      expected: type === "choice" ? `one of ${choices.map((one) => `\`${one}\``).join(", ")}` : EXPECTED[type],
      hint,
      at,
    });
  };
  return (value, row) => {
    if (value === null)
      return mayMiss
        ? null
        : wrong(
            row,
            "has no value",
            "a division by 0, an aggregate of no rows and a row that a join doesn't find give none: declare `missing: allowed`, or write `coalesce(…, 0)`",
          );
    const said =
      typeof value === "object"
        ? "is bytes"
        : `is ${typeof value === "string" ? `the text ${show(value)}` : String(value)}`;
    switch (type) {
      case "number":
        if (typeof value !== "number") return wrong(row, said);
        if (!Number.isFinite(value)) return wrong(row, `is ${value}`, "it is beyond what a number holds");
        return value + 0;
      case "boolean":
        return value === 1 ? true : value === 0 ? false : wrong(row, said);
      case "year":
        return typeof value === "number" && Number.isInteger(value) && value >= 1000 && value <= 9999
          ? value
          : wrong(row, said);
      case "text":
        return typeof value === "string" ? value : wrong(row, said, "`CAST(… AS TEXT)` makes one of it");
      case "geometry":
        return typeof value === "string" && value.startsWith(GEOMETRY_MARK) ? value : wrong(row, said);
      case "choice":
        return typeof value === "string" && choices.includes(value) ? value : wrong(row, said);
      default: {
        const key = typeof value === "string" && grain ? calendarKey(value) : undefined;
        return key && key.grain === grain ? keyText(key.grain, key.index) : wrong(row, said);
      }
    }
  };
}

/** What SQLite finds wrong, at the word of the query that it names. */
function told(thrown: unknown, { places, start, clock }: Query): BlockError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (/out of memory|Cannot enlarge memory|memory access out of bounds/i.test(message))
    return new BlockError("the query needs more memory than it may have", {
      rule: "sql/too-many",
      expected: `at most ${MOST_MEMORY / 2 ** 20} MB for its tables and what it works out`,
      hint: "a join without `ON` gives every pair of rows",
      at: start,
    });
  if (/^the present moment/.test(message))
    return new BlockError("the query asks for the time, which is not the same on every run", {
      rule: "sql/function",
      expected: "dates of the tables, or such as are written out",
      at: clock,
    });
  if (/^datatype mismatch/.test(message))
    return new BlockError("`LIMIT` and `OFFSET` take whole numbers", {
      rule: "sql/syntax",
      expected: "a whole number; `/` gives fractions: `CAST(5 / 2 AS INTEGER)`",
      at: places.limit ?? start,
    });
  const word =
    /near "([^"]+)"|(?:column|columns?:|function:?|aggregate:?|function) (?:name: )?([\w.]+)(?:\(\))?$|to function ([\w]+)\(\)|: ([\w.]+)(?:\(\))?$/.exec(
      message,
    );
  const named = (word?.[1] ?? word?.[2] ?? word?.[3] ?? word?.[4] ?? "").toLowerCase();
  const at =
    (named === "" ? undefined : (places[named] ?? places[named.split(".").at(-1) ?? ""])) ??
    (/incomplete input/.test(message) ? places[""] : undefined) ??
    start;
  return new BlockError(`SQLite can't run the query: ${message}`, { rule: "sql/syntax", at });
}
