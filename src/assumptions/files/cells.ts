import type { Place } from "../../diagnostic.js";
import { isNoDay, sameMeaning } from "../../keys/key.js";
import { arrange } from "../../keys/order.js";
import { describeNode } from "../../yaml/fields.js";
import type { Problems } from "../../yaml/problems.js";
import { partOfYear, type YamlMap, type YamlNode } from "../../yaml/tree.js";
import { oddSpelling } from "../expressions/number-spelling.js";
import { parseQuantity } from "../units/quantity.js";
import { NAME } from "./field-table.js";

/** One number as written, with its unit where one follows it. */
export interface Cell {
  value: number;
  unit?: string;
  place: Place;
  unitPlace: Place;
}

/** A value as written, before units and shapes are settled. */
export type Cells =
  | { shape: "scalar"; cell: Cell; place: Place }
  | { shape: "series"; cells: ReadonlyMap<string, Cell>; place: Place }
  | { shape: "table"; rows: ReadonlyMap<string, ReadonlyMap<string, Cell>>; place: Place };

const EXPECTED = "a number, a number with its unit, a map by key, or a map of maps";

/** Reads a `value`, `low` or `high`; what is wrong is reported and leaves undefined. */
export function readCells(node: YamlNode, subject: string, problems: Problems): Cells | undefined {
  if (node.kind === "scalar") {
    const cell = readCell(node, subject, problems);
    return cell && { shape: "scalar", cell, place: node.place };
  }
  if (node.kind === "list") {
    problems.error("wrong-type", `${subject} is a list`, node.place, {
      expected: EXPECTED,
      hint: "give each number its key: `{2026: 18, 2027: 24}`",
    });
    return undefined;
  }
  if (node.entries.length === 0) {
    problems.error("wrong-type", `${subject} is an empty map`, node.place, { expected: EXPECTED });
    return undefined;
  }
  const nested = node.entries.filter((e) => e.value.kind === "map");
  if (nested.length === 0) {
    const cells = readRow(node, subject, problems);
    return cells && { shape: "series", cells, place: node.place };
  }
  if (nested.length < node.entries.length) {
    const plain = node.entries.find((e) => e.value.kind !== "map");
    problems.error(
      "wrong-type",
      `${subject} has rows that are maps and \`${plain?.key}\` that is not`,
      plain?.value.place ?? node.place,
      { expected: "a map by key, or a map of maps, not both" },
    );
    return undefined;
  }
  const rows = new Map<string, ReadonlyMap<string, Cell>>();
  let good = checkOrder(...keysWithPlaces(node), subject, problems);
  for (const { key, keyPlace, value } of node.entries) {
    if (value.kind !== "map") continue;
    const row = checkKey(key, keyPlace, problems) && readRow(value, `${subject}, row ${key},`, problems);
    if (row) rows.set(key, row);
    else good = false;
  }
  return good ? { shape: "table", rows, place: node.place } : undefined;
}

function readRow(map: YamlMap, subject: string, problems: Problems): Map<string, Cell> | undefined {
  const cells = new Map<string, Cell>();
  let good = map.entries.length > 0;
  if (!good)
    problems.error("wrong-type", `${subject} is an empty map`, map.place, { expected: "a number for each key" });
  if (!checkOrder(...keysWithPlaces(map), subject, problems)) good = false;
  for (const { key, keyPlace, value } of map.entries) {
    const cell = checkKey(key, keyPlace, problems) ? readCell(value, `${subject} at ${key}`, problems) : undefined;
    if (cell) cells.set(key, cell);
    else good = false;
  }
  return good ? cells : undefined;
}

/** Keys become parts of dotted paths. */
function checkKey(key: string, place: Place, problems: Problems): boolean {
  if (NAME.key.test(key)) return true;
  problems.error("key", `\`${key}\` can't be a key of a series or table`, place, {
    expected: "a key without `.`, `,`, `:` or `=`",
    ...partOfYear(key),
  });
  return false;
}

/**
 * Refuses keys that mean the same, and tells of numbers, months, quarters and dates that are written in another order than they stand in
 * everywhere: that of time.
 */
export function checkOrder(
  written: readonly string[],
  placeOf: (key: string) => Place | undefined,
  subject: string,
  problems: Problems,
): boolean {
  const noDay = written.find(isNoDay);
  if (noDay !== undefined) {
    problems.error(
      "key",
      `the key \`${noDay}\` of ${subject} is no day, week or part of the calendar`,
      placeOf(noDay),
      { expected: "a key that the calendar has, such as `2026-02-28`, `2026-12`, `2026-W53` or `2026-Q4`" },
    );
    return false;
  }
  const twice = sameMeaning(written);
  if (twice) {
    const [first, second] = twice;
    const at = placeOf(first);
    problems.error("duplicate-key", `\`${second}\` of ${subject} is the same as \`${first}\``, placeOf(second), {
      expected: "each key once",
      ...(at ? { related: [{ words: "first at", place: at }] } : {}),
    });
    return false;
  }
  const { keys } = arrange(written);
  const wrong = keys.findIndex((key, at) => key !== written[at]);
  const [key, before] = [keys[wrong], written[wrong]];
  if (key !== undefined && before !== undefined)
    problems.warn("key-order", `\`${before}\` of ${subject} stands before \`${key}\``, placeOf(before), {
      expected: `rising order, in which numbers and the calendar always stand: ${keys.length > 8 ? `${keys.slice(0, 5).join(", ")}, …` : keys.join(", ")}`,
      hint: "name them in words if the order of writing is meant",
    });
  return true;
}

const keysWithPlaces = (map: YamlMap): [string[], (key: string) => Place | undefined] => [
  map.entries.map(({ key }) => key),
  (key) => map.get(key)?.keyPlace,
];

/** The column of a `table:` block: a list, one number for each row. */
export function readColumn(
  node: YamlNode,
  rows: readonly string[],
  subject: string,
  problems: Problems,
): Cells | undefined {
  if (node.kind !== "list") return readCells(node, subject, problems);
  const { items } = node;
  if (items.length !== rows.length) {
    problems.error("wrong-length", `${subject} has ${items.length} numbers for ${rows.length} rows`, node.place, {
      expected: `one for each of ${rows.join(", ")}`,
    });
    return undefined;
  }
  const cells = new Map<string, Cell>();
  for (const [i, row] of rows.entries()) {
    const item = items[i];
    const cell = item && readCell(item, `${subject} at ${row}`, problems);
    if (cell) cells.set(row, cell);
  }
  return cells.size === rows.length ? { shape: "series", cells, place: node.place } : undefined;
}

function readCell(node: YamlNode, subject: string, problems: Problems): Cell | undefined {
  const expected = "a number, or a number and its unit such as `22 TB/s`";
  if (node.kind !== "scalar" || node.value === null || typeof node.value === "boolean") {
    problems.error("wrong-type", `${subject} is ${describeNode(node)}`, node.place, { expected });
    return undefined;
  }
  if (typeof node.value === "number") {
    if (!Number.isFinite(node.value)) {
      problems.error("wrong-type", `${subject} is ${node.text}`, node.place, { expected: "a finite number" });
      return undefined;
    }
    const odd = oddSpelling(node.text, node.value);
    if (odd) {
      problems.error("number", `${subject}: ${odd.message}`, node.place, { expected: odd.expected, hint: odd.hint });
      return undefined;
    }
    return { value: node.value, place: node.place, unitPlace: node.place };
  }
  const parsed = parseQuantity(node.text);
  if (!parsed.ok) {
    const { message, ...detail } = parsed;
    problems.error("number", `${subject}: ${message}`, node.place, { expected: detail.expected, hint: detail.hint });
    return undefined;
  }
  const { value, unit, unitOffset } = parsed.quantity;
  const unitPlace = unit === undefined ? node.place : node.within(unitOffset, unit.length);
  return { value, unit, place: node.place, unitPlace };
}

/** Number of cells at a key of a series or table, and all keys, for messages and merging. */
export function keysOf(cells: Cells): string[] {
  return cells.shape === "scalar" ? [] : [...(cells.shape === "series" ? cells.cells : cells.rows).keys()];
}

/** `change` laid over `base`; keys it doesn't name stay. Undefined when the shapes differ. */
export function overlay(base: Cells, change: Cells): Cells | undefined {
  if (base.shape === "scalar" && change.shape === "scalar") return change;
  if (base.shape === "series" && change.shape === "series") {
    return { shape: "series", cells: new Map([...base.cells, ...change.cells]), place: change.place };
  }
  if (base.shape === "table" && change.shape === "table") {
    const rows = new Map(base.rows);
    for (const [key, row] of change.rows) rows.set(key, new Map([...(rows.get(key) ?? []), ...row]));
    return { shape: "table", rows, place: change.place };
  }
  return undefined;
}

/** All cells, row by row. */
export function cellsIn(cells: Cells): Cell[] {
  if (cells.shape === "scalar") return [cells.cell];
  if (cells.shape === "series") return [...cells.cells.values()];
  return [...cells.rows.values()].flatMap((row) => [...row.values()]);
}
