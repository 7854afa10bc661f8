import { describeNumber } from "../assumptions/index.js";
import { addTo, append, largest } from "../lists.js";
import type { Cell } from "../notebook/types.js";
import type { DataState } from "./snapshot.js";
import type { TableChange } from "./types.js";

/** Data and, for a table, its cells as printed. */
export interface PrintedData extends DataState {
  printed?: readonly (readonly string[])[];
}

/** No more columns than these are tried as keys, and no more of them together. */
const MOST_CANDIDATES = 8;
const MOST_KEYS = 3;

/**
 * Joins the rows of both sides on their keys. Columns come as on the new side, then those that only the old one has; rows likewise, those
 * that went standing where they stood. Undefined stands for a table that one side lacks.
 */
export function compareTables(old: PrintedData = EMPTY, now: PrintedData = EMPTY): TableChange {
  const columns = [...now.columns, ...old.columns.filter((key) => !now.columns.includes(key))];
  const keys = keyColumns(old, now);
  const pairs = joinRows(rowKeys(old, keys), rowKeys(now, keys));
  let changedCells = 0;
  const rows = pairs.map(([i, j]): TableChange["rows"][number] => {
    const cells = columns.map((column) => {
      const before = i === undefined ? undefined : cellAt(old, i, column);
      const after = j === undefined ? undefined : cellAt(now, j, column);
      const changed = before?.value !== after?.value;
      if (changed && i !== undefined && j !== undefined) changedCells++;
      return {
        old: before?.value,
        oldText: before?.text,
        new: after?.value,
        newText: after?.text,
        changed,
      };
    });
    if (i === undefined) return { presence: "added", cells };
    if (j === undefined) return { presence: "removed", cells };
    return { presence: cells.some(({ changed }) => changed) ? "changed" : "same", cells };
  });
  const labelOf = (key: string): string => {
    const side = now.columns.includes(key) ? now : old;
    return side.labels[side.columns.indexOf(key)] ?? key;
  };
  return {
    columns: columns.map((key) => ({ key, label: labelOf(key), isKey: keys.includes(key) })),
    rows,
    changedCells,
    ...(isReordered(pairs) ? { reordered: true as const } : {}),
  };
}

/** Whether rows of both sides, which come as on the new one, stood otherwise on the old one. */
function isReordered(pairs: readonly (readonly [number | undefined, number | undefined])[]): boolean {
  let last = -1;
  for (const [i, j] of pairs) {
    if (i === undefined || j === undefined) continue;
    if (i < last) return true;
    last = i;
  }
  return false;
}

/** Whether there is a difference. A column that only one side has is one though all its cells be empty. */
export function tableDiffers({ rows, changedCells, columns, reordered }: TableChange): boolean {
  if (changedCells > 0 || reordered || rows.some(({ presence }) => presence !== "same")) return true;
  const [first] = rows;
  return columns.some((_, at) => first?.cells[at]?.old === undefined || first.cells[at]?.new === undefined);
}

const EMPTY: PrintedData = { columns: [], labels: [], rows: [] };

function cellAt(table: PrintedData, row: number, column: string): { value: Cell; text: string } | undefined {
  const at = table.columns.indexOf(column);
  const value = table.rows[row]?.[at];
  if (at === -1 || value === undefined) return undefined;
  return { value, text: table.printed?.[row]?.[at] ?? printed(value, column) };
}

function printed(value: Cell, column: string): string {
  if (value === null) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  return isYearName(column) ? String(value) : describeNumber(value);
}

/**
 * The columns that say which row is which. Candidates are texts, truth values, years, and numbers that only rise; of those that single
 * out every row on both sides the ones are taken by which most rows find each other, then the fewest, the likelier sort, the leftmost.
 * Where none single them out, all candidates but the merely rising are taken, and rows alike in them are told apart by their order.
 */
function keyColumns(old: PrintedData, now: PrintedData): string[] {
  const sides = [old, now].filter(({ rows }) => rows.length > 0);
  const shared = now.columns.filter((key) => sides.every(({ columns }) => columns.includes(key)));
  const ranked = shared.flatMap((key) => {
    const rank = largest(sides.map((side) => candidateRank(side, key)));
    return Number.isFinite(rank) ? [{ key, rank }] : [];
  });
  const candidates = ranked.sort((a, b) => a.rank - b.rank).slice(0, MOST_CANDIDATES);
  let best: { keys: string[]; found: number } | undefined;
  for (const chosen of subsets(candidates)) {
    const keys = chosen.map(({ key }) => key);
    const [before, after] = [keysWithin(old, keys), keysWithin(now, keys)];
    if (new Set(before).size < before.length || new Set(after).size < after.length) continue;
    const there = new Set(before);
    const found = after.filter((key) => there.has(key)).length;
    if (!best || found > best.found) best = { keys, found };
    if (found === Math.min(before.length, after.length)) break;
  }
  // Keys by which no row is found again tell less than the order of the rows.
  if (best) return best.found > 0 || sides.length < 2 ? inOrder(best.keys, now) : [];
  return inOrder(
    candidates.filter(({ rank }) => rank < RISING).map(({ key }) => key),
    now,
  );
}

const inOrder = (keys: readonly string[], { columns }: PrintedData): string[] =>
  columns.filter((key) => keys.includes(key));

/** One, two and three of a list; fewer and earlier ones first. */
function subsets<T>(items: readonly T[]): T[][] {
  let size: { chosen: T[]; last: number }[] = [{ chosen: [], last: -1 }];
  const all: T[][] = [];
  for (let n = 1; n <= MOST_KEYS; n++) {
    size = size.flatMap(({ chosen, last }) =>
      items.slice(last + 1).map((item, i) => ({ chosen: [...chosen, item], last: last + 1 + i })),
    );
    append(
      all,
      size.map(({ chosen }) => chosen),
    );
  }
  return all;
}

const YEAR = /^(?:year|yr|month|quarter|date|day|period)s?$/i;
const isYearName = (column: string): boolean => YEAR.test(column);

const NAMED = 0;
const RISING = 1;

/** How likely a column is a key; infinite for one that is none. */
function candidateRank(table: PrintedData, column: string): number {
  const at = table.columns.indexOf(column);
  const cells = table.rows.map((row) => row[at] ?? null);
  if (isYearName(column)) return NAMED;
  if (cells.every((cell) => typeof cell === "string" || typeof cell === "boolean")) return NAMED;
  const isYear = (cell: Cell): boolean =>
    typeof cell === "number" && Number.isInteger(cell) && cell >= 1900 && cell < 2200;
  if (cells.every(isYear)) return NAMED;
  const rises = cells.every((cell, i) => {
    const before = cells[i - 1];
    return typeof cell === "number" && (i === 0 || (typeof before === "number" && before < cell));
  });
  return rises ? RISING : Number.POSITIVE_INFINITY;
}

function keysWithin(table: PrintedData, keys: readonly string[]): string[] {
  const places = keys.map((key) => table.columns.indexOf(key));
  return table.rows.map((row) => JSON.stringify(places.map((at) => row[at] ?? null)));
}

/** A key for each row that no other row of the table has. */
function rowKeys(table: PrintedData, keys: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return keysWithin(table, keys).map((key) => {
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return `${key} ${ordinal}`;
  });
}

function joinRows(old: readonly string[], now: readonly string[]): [number | undefined, number | undefined][] {
  const newAt = new Map(now.map((key, j) => [key, j]));
  const oldAt = new Map(old.map((key, i) => [key, i]));
  const removedBefore = new Map<number, number[]>();
  let before = 0;
  old.forEach((key, i) => {
    const j = newAt.get(key);
    if (j !== undefined) before = j + 1;
    else addTo(removedBefore, before, i);
  });
  const removed = (at: number): [number, undefined][] => (removedBefore.get(at) ?? []).map((i) => [i, undefined]);
  return [
    ...now.flatMap((key, j): [number | undefined, number | undefined][] => [...removed(j), [oldAt.get(key), j]]),
    ...removed(now.length),
  ];
}
