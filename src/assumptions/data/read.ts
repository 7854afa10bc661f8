import { type Diagnostic, didYouMean, nearest, type Place } from "../../diagnostic.js";
import { openShelf } from "../../store/index.js";
import { grouped } from "../../text/counts.js";
import { quoted } from "../../yaml/problems.js";
import { type CellProblem, cellReader, isProblem } from "./cell.js";
import { declaredColumn, type RawColumn, type RawData } from "./declared.js";
import type { DataFile } from "./file.js";
import { rawTable, top, whyUnreadable } from "./formats.js";
import { refusedShapes } from "./geographic/declared.js";
import { packed } from "./packed.js";
import { DataProblems } from "./problems.js";
import type { RawTable } from "./raw-table.js";
import { EXPECTED_EMPTY, MOST_TOLD, otherSeparator, shortened } from "./separated.js";
import { summarised } from "./summary.js";
import type { DataCell, DataColumn, DataSummary, DataTable } from "./types.js";

/** What a file comes to with a declaration. */
export interface ReadData {
  /** Absent where anything is wrong. */
  data?: { summary: DataSummary; table: DataTable };
  diagnostics: readonly Diagnostic[];
}

/** What files came to that were read last: versions and scenarios mostly say the same of one, and a preview reads it after each edit. */
const known = new Map<string, ReadData>();
const MOST_KNOWN = 12;

/** Bytes from which on what a file came to is kept beyond this process: less is read in a few milliseconds. */
const KEPT_FROM = 2 ** 18;

/**
 * A data file as its declaration has it: columns of typed cells, or what is wrong, each fault at its line and column of the file. All of the
 * declaration has been checked: files and units are known, columns have types.
 *
 * @param folder where rows of large files are kept for other processes
 */
export function readDataFile(file: DataFile, declared: RawData, id: string, folder?: string): ReadData {
  const columns = [...(declared.columns?.values() ?? [])];
  const key = JSON.stringify([
    [id, file.path, digestOf(file)],
    columns.map(({ name, header, label, type, unit, choices, missing }) => [
      [name, header, label, type, unit?.text, choices, missing],
    ]),
    declared.key?.map(({ text }) => text),
    declared.ignore?.map(({ text }) => text),
    [
      declared.separator,
      declared.decimal,
      declared.sheet?.text,
      declared.table?.text,
      declared.object?.text,
      declared.planar,
    ],
  ]);
  const now = (): ReadData => readNow(file, declared, columns, id);
  const read = known.get(key) ?? (folder !== undefined && file.size >= KEPT_FROM ? kept(folder, key, now) : now());
  known.delete(key);
  known.set(key, read);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_KNOWN) break;
    known.delete(oldest);
  }
  return read;
}

/** What was read in another process, by the same code, of the same bytes as the same columns; what anything is to be said of is read again. */
function kept(folder: string, key: string, now: () => ReadData): ReadData {
  const shelf = openShelf<NonNullable<ReadData["data"]>>(folder, "data file", import.meta.url);
  const data = shelf.get(key);
  if (data) return { data, diagnostics: [] };
  const read = now();
  if (read.data && read.diagnostics.length === 0) shelf.put(key, read.data);
  return read;
}

const digestOf = (file: DataFile): string | undefined => (whyUnreadable(file) === undefined ? file.digest : undefined);

function readNow(file: DataFile, declared: RawData, columns: readonly RawColumn[], id: string): ReadData {
  const problems = new DataProblems();
  const raw = rawTable(file, declared, problems);
  const found = raw && columnsOf(file, raw, declared, columns, id, problems);
  if (!raw || !found || problems.failed) return { diagnostics: problems.list() };
  if (declared.key)
    checkKey(
      file.path,
      raw,
      found,
      declared.key.map(({ text }) => text),
      problems,
    );
  if (problems.failed) return { diagnostics: problems.list() };
  const summary: DataSummary = {
    file: file.path,
    digest: file.digest,
    bytes: file.size,
    rows: raw.rows,
    columns: found.map(({ column, cells }) => summarised(column, cells)),
    ...(declared.key ? { key: declared.key.map(({ text }) => text) } : {}),
  };
  const table = new Map(found.map(({ column, cells }) => [column.name, packed(cells)]));
  return { data: { summary, table }, diagnostics: problems.list() };
}

interface Found {
  column: DataColumn;
  /** Which of the file's. */
  at: number;
  cells: readonly DataCell[];
}

function columnsOf(
  file: DataFile,
  raw: RawTable,
  declared: RawData,
  columns: readonly RawColumn[],
  id: string,
  problems: DataProblems,
): Found[] | undefined {
  const { path } = file;
  const { headers } = raw;
  if (raw.rows === 0) {
    problems.error("empty", `${path} has no rows`, top(path), { expected: EXPECTED_EMPTY });
    return undefined;
  }
  const first = new Map<string, number>();
  for (const [at, header] of headers.entries()) {
    const before = first.get(header);
    if (header === "")
      problems.error("header", `column ${at + 1} of ${path} has no name`, raw.headerPlace(at), {
        expected: "a name for each column in the first row",
      });
    else if (before !== undefined)
      problems.error("header", `${path} has two columns \`${header}\``, raw.headerPlace(at), {
        expected: "each name once",
        related: [{ words: "first at", place: raw.headerPlace(before) }],
      });
    else first.set(header, at);
  }
  if (problems.failed) return undefined;
  const ignored = new Set(declared.ignore?.map(({ text }) => text));
  if (refusedShapes(path, raw, declared, columns, problems)) return undefined;
  const headerOf = ({ name, header, type }: RawColumn): string =>
    header ?? (type === "geometry" ? raw.geometry : undefined) ?? name;
  const wanted = new Map(columns.map((column) => [headerOf(column), column]));
  const free = headers.filter((header) => !wanted.has(header) && !ignored.has(header));
  for (const [header, { name }] of wanted) {
    if (first.has(header)) continue;
    const near = free.find((one) => one.toLowerCase().startsWith(header.toLowerCase())) ?? nearest(header, free);
    const [only] = headers;
    const other = headers.length === 1 ? otherSeparator(only ?? "") : undefined;
    problems.error("missing-column", `${path} has no column \`${header}\``, raw.headerPlace(0), {
      expected: `a column for \`${name}\` of \`${id}\`; there ${headers.length === 1 ? "is" : "are"} ${shortened(headers)}`,
      ...(other
        ? { hint: `the separator seems to be another: declare \`separator: ${other}\`` }
        : near
          ? { hint: `if \`${near}\` is meant, write \`header: ${JSON.stringify(near)}\` at the column` }
          : {}),
    });
  }
  for (const one of declared.ignore ?? [])
    if (!first.has(one.text))
      problems.error(
        "missing-column",
        `${path} has no column \`${one.text}\`, which \`ignore\` names`,
        raw.headerPlace(0),
        {
          expected: `one of ${shortened(headers)}`,
          ...(didYouMean(one.text, headers) ? { hint: didYouMean(one.text, headers) } : {}),
        },
      );
  const missing = problems.failed;
  for (const header of free) {
    if (missing) break;
    const near = didYouMean(header, wanted.keys());
    problems.error(
      "unknown-column",
      `${path} has a column \`${header}\`, which \`${id}\` doesn't declare`,
      raw.headerPlace(first.get(header) ?? 0),
      {
        expected: `one of ${quoted([...wanted.keys()].slice(0, 8), "or")}`,
        hint: `${near ? `${near} ` : ""}To leave it out, write \`ignore: [${/^[\w -]+$/.test(header) ? header : JSON.stringify(header)}]\``,
      },
    );
  }
  if (problems.failed) return undefined;
  let told = 0;
  const more = { cell: 0, "missing-value": 0 };
  const found = columns.map((column): Found => {
    const { name, header, type = "text", unit, choices, missing } = column;
    const at = first.get(headerOf(column)) ?? 0;
    const read = cellReader({
      type,
      ...(unit ? { unit: unit.text } : {}),
      ...(choices ? { choices } : {}),
      ...(missing ? { missing } : {}),
      isText: raw.isText,
      ...(raw.isTyped ? { isTyped: true } : {}),
      decimal: declared.decimal ?? ".",
    });
    const source = raw.columns[at] ?? [];
    const cells: DataCell[] = new Array(raw.rows);
    // Of cells of which the same is wrong the first is told, with where the next are.
    const alike = new Map<string, { cell: CellProblem; rows: number[]; count: number }>();
    for (let row = 0; row < raw.rows; row++) {
      const cell = read(source[row]);
      if (!isProblem(cell)) {
        cells[row] = cell;
        continue;
      }
      cells[row] = null;
      const same = alike.get(`${cell.rule} ${cell.message}`);
      if (same) {
        same.count++;
        if (same.rows.length <= MOST_PLACES) same.rows.push(row);
      } else if (told++ < MOST_TOLD) alike.set(`${cell.rule} ${cell.message}`, { cell, rows: [row], count: 1 });
      else more[cell.rule]++;
    }
    for (const { cell, rows, count } of alike.values()) {
      const { rule, message, expected, hint } = cell;
      const [row = 0, ...others] = rows;
      problems.error(
        rule,
        `\`${header ?? name}\` in row ${row + 1} of ${path}${message.startsWith("`") ? ":" : ""} ${message}`,
        raw.place(row, at),
        {
          expected,
          hint,
          notes:
            count > 1
              ? [
                  likeIt(
                    count - 1,
                    others.map((one) => raw.place(one, at)),
                  ),
                ]
              : undefined,
        },
      );
    }
    return {
      column: declaredColumn(column),
      at,
      cells,
    };
  });
  if (more.cell > 0) problems.rest(path, "cell", more.cell, "cells that can't be read");
  if (more["missing-value"] > 0) problems.rest(path, "missing-value", more["missing-value"], "cells without a value");
  return found;
}

/** Places of cells that are told by the first of their kind. */
const MOST_PLACES = 5;

/** "and 17 more cells of the column like it: data/a.csv:4:2, …" */
function likeIt(count: number, places: readonly Place[]): string {
  const told = places.slice(0, MOST_PLACES).map(({ file, start }) => `${file}:${start.line}:${start.column}`);
  return `and ${grouped(count)} more ${count === 1 ? "cell" : "cells"} of the column like it: ${told.join(", ")}${count > told.length ? ", …" : ""}`;
}

/** Rows that no value of the key's columns tells apart. */
function checkKey(
  path: string,
  raw: RawTable,
  found: readonly Found[],
  key: readonly string[],
  problems: DataProblems,
): void {
  const parts = key.map((name) => found.find(({ column }) => column.name === name));
  const columns = parts.map((part) => part?.cells ?? []);
  const at = parts[0]?.at ?? 0;
  const first = new Map<string, number>();
  let twice = 0;
  for (let row = 0; row < raw.rows; row++) {
    const cells = columns.map((cells) => cells[row]);
    const text = JSON.stringify(cells);
    const before = first.get(text);
    if (before === undefined) {
      first.set(text, row);
      continue;
    }
    if (twice++ >= MOST_TOLD) continue;
    const said = key.map((name, index) => `${name} ${cells[index] ?? "missing"}`).join(", ");
    problems.error(
      "duplicate-key",
      `row ${row + 1} of ${path} has ${said}, as row ${before + 1} has`,
      raw.place(row, at),
      {
        expected: `one row for each ${key.join(" and ")}`,
        related: [{ words: "first at", place: raw.place(before, at) }],
      },
    );
  }
  if (twice > MOST_TOLD) problems.rest(path, "duplicate-key", twice - MOST_TOLD, "rows of the same key");
}
