import { fromBlocks, isBelowZero } from "../../assumptions/units/block-units.js";
import { didYouMean } from "../../diagnostic.js";
import { knownKeys } from "../../keys/ordered.js";
import { unixBreaks } from "../../text/line-breaks.js";
import type { Cell, Column, DataTable } from "../types.js";
import { parseFormat } from "./parse-format.js";
import { BlockError, list, show } from "./reasons.js";

/** What an author may say about a column; a text alone is its label. */
export interface ColumnOptions {
  label?: string;
  /** Unit printed under the label. With `%` a share is shown in percent: 0.125 as 12.5. */
  unit?: string;
  /** Declared format: "times 1", "percent 0", "unit 0 GW". */
  format?: string;
  /** Numbers stand on the right and all else on the left unless told. */
  align?: "left" | "right";
  /** `nonfinite` lets NaN and the infinities stand in the column. */
  allow?: "nonfinite";
  /** Bars beside its numbers, or lines through its cells, which are series or lists of numbers. */
  drawn?: "bar" | "line";
  /** Its texts are Markdown; letter for letter what they are unless told. */
  markdown?: boolean;
}

/** `{ key: "Label" }`, `{ key: { label, unit, format, align } }`, or as an array where the order of the keys matters. */
export type ColumnsOption =
  | Readonly<Record<string, string | ColumnOptions>>
  | readonly (string | (ColumnOptions & { key: string }))[];

export type Row = Readonly<Record<string, unknown>>;

/** What `table()` gives a table block to return. */
class TableValue {
  constructor(
    readonly rows: readonly Row[],
    readonly options: TableOptions,
  ) {}
}

interface TableOptions {
  columns?: ColumnsOption;
  /** Key of the column whose cells head groups of rows, in place of a column. */
  groups?: string;
  /** Rows of totals, below all others. */
  totals?: Row | readonly Row[];
}

const TABLE_OPTIONS = ["columns", "groups", "totals"];

/**
 * Says how a table block's rows are shown. With `columns` only those named are, in that order.
 *
 * @throws when `rows` is no array of plain objects or a column option is unknown.
 */
export function table(rows: readonly Row[], options: TableOptions = {}): TableValue {
  const unknown = Object.keys(options).find((key) => !TABLE_OPTIONS.includes(key));
  if (unknown !== undefined)
    throw new BlockError(`table() got the option \`${unknown}\``, {
      expected: list(TABLE_OPTIONS),
      hint: didYouMean(unknown, TABLE_OPTIONS),
    });
  const result = new TableValue(rows, options);
  dataTable(result);
  return result;
}

/**
 * The plain table of a table block's result, or of the rows behind a chart: an array of plain objects, or what `table()` gave.
 * A missing or undefined cell is null, a Date its ISO form.
 *
 * @throws BlockError when it is neither, a cell is not plain, or a number not finite where the column doesn't allow it.
 */
export function dataTable(value: unknown): DataTable {
  const { rows: own, options }: { rows: unknown; options: TableOptions } =
    value instanceof TableValue ? value : { rows: value, options: {} };
  const { columns, groups } = options;
  if (!Array.isArray(own))
    throw new BlockError(`the table is ${show(own)}`, { expected: "an array of rows, or table(rows, { columns })" });
  const totals: unknown[] = options.totals === undefined ? [] : [options.totals].flat();
  const rows: Row[] = [...own, ...totals];
  for (const [at, row] of rows.entries())
    if (!isPlainObject(row))
      throw new BlockError(`row ${at + 1} of the table is ${show(row)}`, {
        expected: "a plain object: { column: cell }",
      });
  const present = [
    ...new Set(rows.flatMap((row: Row) => (columns === undefined ? inOwnOrder(row) : Object.keys(row)))),
  ];
  const wanted = columnList(columns, present, groups);
  checkTotals(
    rows.slice(own.length),
    columns === undefined ? [] : wanted.map(({ key }) => key),
    rows.slice(0, own.length),
  );
  if (wanted.length === 0)
    throw new BlockError(
      rows.length === 0 ? "the table has no rows and names no columns" : "the table has no columns",
      {
        expected: "rows with cells, or columns that stand above a table without rows",
        hint: 'name them: `table(rows, { columns: { year: "Year" } })`',
      },
    );
  const cells = rows.map((row: Row, at) => wanted.map((column) => cell(row[column.key], column, at)));
  if (groups !== undefined)
    checkGroups(
      groups,
      wanted.map(({ key }) => key),
      cells,
      own.length,
    );
  return {
    groups,
    ...(totals.length === 0 ? {} : { totals: totals.length }),
    columns: wanted.map(({ key, label, unit, format, align, drawn, markdown }, index): Column => {
      const spec = format === undefined ? undefined : readFormat(key, format);
      if (drawn === "bar")
        checkBars(
          key,
          cells.map((row) => row[index] ?? null),
        );
      return {
        key,
        label: unixBreaks(label ?? key),
        unit,
        format: spec,
        align: align ?? (drawn || isNumeric(cells.map((row) => row[index] ?? null)) ? "right" : "left"),
        drawn,
        ...(markdown ? { markdown } : {}),
      };
    }),
    rows: cells,
  };
}

/** @throws BlockError where a total has a cell for a column that neither the options nor a row names */
function checkTotals(totals: readonly Row[], named: readonly string[], rows: readonly Row[]): void {
  if (totals.length === 0) return;
  const known = new Set([...named, ...rows.flatMap((row) => Object.keys(row))]);
  const unknown = totals.flatMap((total) => Object.keys(total)).find((key) => !known.has(key));
  if (unknown === undefined || known.size === 0) return;
  throw new BlockError(`table() got a total for the column \`${unknown}\`, which no row has`, {
    expected: `one of ${list([...known])}`,
    hint: didYouMean(unknown, known),
  });
}

/** @throws BlockError where the column isn't there or the only one, the rows of a group don't stand together, or a total has a cell in it */
function checkGroups(
  groups: string,
  keys: readonly string[],
  all: readonly (readonly Cell[])[],
  grouped: number,
): void {
  const at = keys.indexOf(groups);
  if (at === -1 || keys.length === 1)
    throw new BlockError(`table() got ${show(groups)} for its groups`, {
      expected: at === -1 ? `one of the columns, ${list(keys)}` : "a column beside others",
      hint: typeof groups === "string" ? didYouMean(groups, keys) : undefined,
    });
  const seen = new Set<string>();
  let last: string | undefined;
  for (const [n, row] of all.slice(0, grouped).entries()) {
    const name = row[at];
    if (typeof name !== "string" || name.trim() === "")
      throw new BlockError(`row ${n + 1} of the table has ${show(name)} for its group \`${groups}\``, {
        expected: "a text that heads the group",
      });
    if (name !== last && seen.has(name))
      throw new BlockError(`row ${n + 1} of the table begins the group ${show(name)} again`, {
        expected: "the rows of a group one below the other",
        hint: `sort them before: d3.sort(rows, (row) => row.${groups})`,
      });
    seen.add(name);
    last = name;
  }
  const said = all
    .slice(grouped)
    .map((row) => row[at] ?? null)
    .find((cell) => cell !== null);
  if (said !== undefined)
    throw new BlockError(`table() got a total with ${show(said)} for its group \`${groups}\``, {
      expected: "totals without a cell there: the column stands above the groups, and a total in none",
      hint: `put it in the first column that is shown: { ${keys.find((key) => key !== groups)}: ${show(said)} }`,
    });
}

/** @throws BlockError where a bar would stand for what is no number */
function checkBars(key: string, cells: readonly Cell[]): void {
  const at = cells.findIndex((value) => value !== null && !(typeof value === "number" && Number.isFinite(value)));
  if (at !== -1)
    throw new BlockError(`row ${at + 1} of the table has ${show(cells[at])} in the column \`${key}\`, which has bars`, {
      expected: "a number",
    });
}

/** The columns that an object names. @throws when integers stand among them, which JavaScript has put first. */
function inOwnOrder(source: object): string[] {
  const keys = knownKeys(source);
  if (keys) return keys;
  throw new BlockError(`the table has integers among its columns, ${list(Object.keys(source))}: their order is lost`, {
    rule: "notebook/key-order",
    expected: "the columns as an array, since JavaScript puts integers before names",
    hint: 'table(rows, { columns: [{ key: "name", label: "Name" }, "2026"] })',
  });
}

const optionNames = ["label", "unit", "format", "align", "allow", "drawn", "markdown", "key"];

function columnList(
  columns: unknown,
  present: readonly string[],
  groups?: string,
): (ColumnOptions & { key: string })[] {
  if (columns === undefined) return present.map((key) => ({ key }));
  if (typeof columns !== "object" || columns === null)
    throw new BlockError(`table() got ${show(columns)} for its columns`, { expected: "{ key: label } or an array" });
  const all: (ColumnOptions & { key: string })[] = Array.isArray(columns)
    ? columns.map((column: unknown) => (typeof column === "string" ? { key: column } : (column as { key: string })))
    : inOwnOrder(columns).map((key) => {
        const column: unknown = (columns as Record<string, unknown>)[key];
        return { key, ...(typeof column === "string" ? { label: column } : (column as ColumnOptions)) };
      });
  return all.map((column) => {
    if (typeof column?.key !== "string")
      throw new BlockError(`table() got ${show(column)} for a column`, { expected: "a key, or { key, label, … }" });
    if (present.length > 0 && !present.includes(column.key))
      throw new BlockError(`table() got the column \`${column.key}\`, which no row has`, {
        expected: `one of ${list(present)}`,
        hint: didYouMean(column.key, present),
      });
    const unknown = Object.keys(column).find((key) => !optionNames.includes(key));
    if (unknown !== undefined)
      throw new BlockError(`table() got \`${unknown}\` for the column \`${column.key}\``, {
        expected: `one of ${optionNames.slice(0, -1).join(", ")}`,
        hint: didYouMean(unknown, optionNames),
      });
    if (column.drawn !== undefined && column.drawn !== "bar" && column.drawn !== "line")
      throw new BlockError(`table() got ${show(column.drawn)} for what is drawn in \`${column.key}\``, {
        expected: "bar or line",
        hint: didYouMean(String(column.drawn), ["bar", "line"]),
      });
    if (column.markdown !== undefined && typeof column.markdown !== "boolean")
      throw new BlockError(`table() got ${show(column.markdown)} for \`markdown\` of \`${column.key}\``, {
        expected: "true or false",
      });
    if (column.markdown && (column.drawn !== undefined || column.key === groups))
      throw new BlockError(
        `table() got Markdown in the column \`${column.key}\`, ${column.key === groups ? "which heads groups of rows" : "in which something is drawn"}`,
        { expected: "Markdown in a column of texts that stands in the table" },
      );
    return column;
  });
}

/** Numbers of a cell that is drawn as a line, in the unit that is shown. */
function lineOf(value: object, column: ColumnOptions & { key: string }, row: number): Cell {
  const numbers: unknown[] = Array.isArray(value)
    ? value
    : inOwnOrder(value).map((key) => (value as Record<string, unknown>)[key]);
  const wrong = numbers.find((one) => typeof one !== "number" || !Number.isFinite(one));
  if (wrong !== undefined || numbers.length < 2)
    throw new BlockError(
      `row ${row + 1} of the table has ${wrong === undefined ? show(value) : `${show(wrong)} among the numbers`} in the column \`${column.key}\`, which draws lines`,
      { expected: "a series or a list of two numbers or more" },
    );
  return numbers.map((one) => inUnit(one as number, column, row)).join(" ");
}

/** A number of a cell in the unit of its column. */
function inUnit(value: number, { key, unit }: ColumnOptions & { key: string }, row: number): number {
  const shown = fromBlocks(value, unit);
  // What is no number, where the column allows it, is no temperature either.
  if (unit === undefined || !Number.isFinite(value) || !isBelowZero(shown, unit)) return shown;
  throw new BlockError(
    `row ${row + 1} of the table has ${shown} ${unit} in the column \`${key}\`, which lies below the absolute zero`,
    { expected: "kelvins, which is how blocks have a temperature; the column converts them" },
  );
}

function cell(value: unknown, column: ColumnOptions & { key: string }, row: number): Cell {
  if (value === undefined || value === null) return null;
  if (column.drawn === "line") {
    if (typeof value === "object") return lineOf(value, column, row);
    throw new BlockError(
      `row ${row + 1} of the table has ${show(value)} in the column \`${column.key}\`, which draws lines`,
      { expected: "a series or a list of two numbers or more" },
    );
  }
  if (typeof value === "string") return unixBreaks(value);
  if (typeof value === "boolean") return value;
  if (typeof value === "number") {
    if (Number.isFinite(value) || column.allow === "nonfinite") return inUnit(value, column, row);
    throw new BlockError(`row ${row + 1} of the table has ${value} in the column \`${column.key}\``, {
      rule: "notebook/nonfinite",
      expected: "a finite number",
      hint: `give the column \`allow: "nonfinite"\` where that is meant`,
    });
  }
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString().replace("T00:00:00.000Z", "");
  throw new BlockError(`row ${row + 1} of the table has ${show(value)} in the column \`${column.key}\``, {
    expected: "a number, a text, a boolean, a date or null",
  });
}

function readFormat(key: string, text: unknown): Column["format"] {
  if (typeof text !== "string")
    throw new BlockError(`table() got ${show(text)} for the format of \`${key}\``, {
      expected: 'a text such as "times 1"',
    });
  const spec = parseFormat(text);
  if ("error" in spec) throw new BlockError(`the format of the column \`${key}\`: ${spec.error}`, { hint: spec.hint });
  return spec;
}

const isNumeric = (cells: readonly Cell[]): boolean =>
  cells.some((value) => typeof value === "number") &&
  cells.every((value) => value === null || typeof value === "number");

/** Whether it is an object literal's object, of whatever realm. */
function isPlainObject(value: unknown): value is Row {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    prototype === null ||
    (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, "hasOwnProperty"))
  );
}
