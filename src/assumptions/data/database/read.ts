import { didYouMean } from "../../../diagnostic.js";
import { quoted } from "../../../yaml/problems.js";
import { type Columns, damaged, limited } from "../columnar/columns.js";
import type { RawCell } from "../raw-table.js";
import { FileRefusal } from "../refusal.js";
import { type TableColumn, tableColumns } from "./create-table.js";
import { DAMAGED, Pages, type Stored } from "./pages.js";

/**
 * A table of an SQLite database, its rows in the order of their ids. Nothing is run: views, and what else SQLite would have to compute, are refused.
 *
 * @param table the one that is declared; the only one unless given
 * @throws FileRefusal where it can't be read as rows
 */
export function readDatabase(
  bytes: Uint8Array,
  table: string | undefined,
  wanted: (header: string) => boolean,
): Columns {
  return damaged(() => {
    const pages = new Pages(bytes);
    const { root, sql, name } = find(pages, table);
    const read = tableColumns(sql);
    if (!read || read.columns.length === 0) throw unread(name, "a definition that can't be told");
    if (/\bWITHOUT ROWID\b/.test(read.options)) throw unread(name, "no ids of rows (WITHOUT ROWID)");
    const { columns } = read;
    const headers = columns.map(({ name }) => name);
    const isWanted = columns.map(({ name }) => wanted(name));
    for (const [at, { name: column, isComputed }] of columns.entries())
      if (isComputed) throw unread(name, `a column that is computed, \`${column}\``, at);
    const cells: RawCell[][] = columns.map(() => []);
    let rows = 0;
    for (const { id, record } of pages.rows(root)) {
      limited(++rows, columns.length);
      const values = pages.values(record, (at) => isWanted[at] ?? false);
      for (const [at, column] of columns.entries())
        if (isWanted[at])
          cells[at]?.push(cellOf(column.isId ? id : at < values.length ? values[at] : preset(column, at), column, at));
    }
    return { headers, columns: cells, rows };
  });
}

const unread = (table: string, what: string, at?: number): FileRefusal =>
  new FileRefusal(
    `has ${what} in the table \`${table}\``,
    "a table whose rows are stored as they are",
    at === undefined ? "declared" : [0, at],
    `make one of it: \`CREATE TABLE ${/^\w+$/.test(table) ? table : "rows"}_rows AS SELECT * FROM "${table.replaceAll('"', '""')}"\``,
  );

interface Found {
  name: string;
  root: number;
  sql: string;
}

/** The table that is declared, from the database's own table of what it holds. */
function find(pages: Pages, table: string | undefined): Found {
  const tables: Found[] = [];
  const views: string[] = [];
  for (const { record } of pages.rows(1)) {
    const [type, name, , root, sql] = pages.values(record, () => true);
    if (typeof name !== "string" || name.startsWith("sqlite_") || typeof sql !== "string") continue;
    if (type === "view") views.push(name);
    if (type === "table" && Number(root) > 0) tables.push({ name, root: Number(root), sql });
    // A virtual table has no rows of its own.
    else if (type === "table") views.push(name);
  }
  const names = tables.map(({ name }) => name);
  const among = names.length === 0 ? "a database with a table" : quoted(names.slice(0, 8), "or");
  const [only] = tables;
  if (table === undefined) {
    if (only && tables.length === 1) return only;
    throw new FileRefusal(
      names.length === 0 ? "holds no table" : `has ${names.length} tables`,
      names.length === 0 ? among : `\`table:\` beside \`data:\`, one of ${among}`,
    );
  }
  const found = tables.find(({ name }) => name === table);
  if (found) return found;
  if (views.includes(table)) throw unread(table, "rows that are computed (a view, or a virtual table)");
  throw new FileRefusal(`has no table \`${table}\``, among, "declared", didYouMean(table, names));
}

function preset({ name, preset: value }: TableColumn, at: number): Stored {
  if (value !== undefined) return value;
  throw new FileRefusal(
    `has rows from before the column \`${name}\`, whose value there is computed`,
    DAMAGED,
    [0, at],
    "run `VACUUM`, or write the table anew",
  );
}

function cellOf(value: Stored | undefined, { name, type }: TableColumn, at: number): RawCell {
  if (value instanceof Uint8Array)
    throw new FileRefusal(
      `has bytes (BLOB) in the column \`${name}\``,
      "a column of numbers and texts",
      [0, at],
      `to leave it out, write \`ignore: [${name}]\``,
    );
  if (typeof value === "bigint") return String(value);
  if (/^BOOL/.test(type) && (value === 0 || value === 1)) return value === 1;
  return value;
}
