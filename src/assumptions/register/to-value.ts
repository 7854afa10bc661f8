import { didYouMean, oneOf, type Place } from "../../diagnostic.js";
import { meaningOf, sameMeaning } from "../../keys/key.js";
import { arrange } from "../../keys/order.js";
import { inOrder } from "../../keys/ordered.js";
import { setOf } from "../../lists.js";
import { Problems } from "../../yaml/problems.js";
import type { Cell, Cells } from "../files/cells.js";
import { type Declared, declaredUnit, fromBlocks, isBelowZero, toBlocks, unitInBlocks } from "../units/block-units.js";
import { sameDimensions, type UnitSystem } from "../units/units.js";
import type { NumberShape, Value } from "./types.js";

/** A shape with its keys, as the value has it. */
export interface Frame {
  shape: NumberShape;
  keys: readonly string[];
  columns?: readonly string[];
  /** As declared. */
  unit: string;
  columnUnits?: Readonly<Record<string, string>>;
  mix: boolean;
}

/** The shape and keys of a value as written. */
export function frameOf(value: Cells): { shape: NumberShape; keys: string[]; columns?: string[] } {
  if (value.shape === "scalar") return { shape: "scalar", keys: [] };
  if (value.shape === "series") return { shape: "series", keys: inTheirOrder(value.cells.keys()) };
  const columns = [...value.rows.values()].flatMap((row) => [...row.keys()]);
  return { shape: "table", keys: inTheirOrder(value.rows.keys()), columns: inTheirOrder(columns) };
}

const inTheirOrder = (written: Iterable<string>): string[] => [...arrange([...new Set(written)]).keys];

/** Keys that a later version writes in another way than the one it extends: they would stand beside each other. */
export function checkMeanings(value: Cells, subject: string, problems: Problems): void {
  const lists =
    value.shape === "scalar"
      ? []
      : value.shape === "series"
        ? [value.cells]
        : [value.rows, ...(value.rows.values() as Iterable<ReadonlyMap<string, Cell>>)];
  for (const list of lists) {
    const twice = sameMeaning([...list.keys()]);
    if (!twice) continue;
    const [first, second] = twice;
    const place = (list.get(second) as Partial<Cell>).place ?? value.place;
    problems.error("duplicate-key", `${subject} has both \`${first}\` and \`${second}\`, which are the same`, place, {
      expected: "each key once",
      hint: `write \`${first}\``,
    });
  }
}

function checkCellUnit(cell: Cell, system: UnitSystem, problems: Problems): boolean {
  if (cell.unit === undefined) return true;
  const parsed = system.parse(cell.unit);
  if (parsed.ok) return true;
  const { message, expected, hint, offset, length } = parsed.problem;
  const { file, start } = cell.unitPlace;
  const end = cell.unitPlace.end;
  const exact = end?.line === start.line && end.column - start.column === cell.unit.length;
  const place: Place = exact
    ? {
        file,
        start: { line: start.line, column: start.column + offset },
        end: { line: start.line, column: start.column + offset + length },
      }
    : cell.unitPlace;
  problems.error("unknown-unit", message, place, { expected, hint });
  return false;
}

/** A cell declared in `unit` as blocks have it; an unknown or incompatible unit is reported. */
function toNumber(
  cell: Cell,
  unit: string,
  subject: string,
  system: UnitSystem,
  problems: Problems,
): number | undefined {
  const written = cell.unit ?? unit;
  if (isBelowZero(cell.value, written)) {
    problems.error("below-zero", `${subject} is ${cell.value} ${written}`, cell.place, {
      expected: `at least ${fromBlocks(0, written)} ${written}, the absolute zero`,
    });
    return undefined;
  }
  if (cell.unit === undefined || cell.unit === unit) return toBlocks(cell.value, unit);
  if (!checkCellUnit(cell, system, problems)) return undefined;
  const [from, to] = [system.parse(cell.unit), system.parse(unit)];
  if (!from.ok || !to.ok) return undefined;
  if (!sameDimensions(from.unit.dimensions, to.unit.dimensions)) {
    problems.error("incompatible-unit", `${subject} is in \`${cell.unit}\``, cell.unitPlace, {
      expected: unit === "1" ? "a pure number" : `a unit that converts to \`${unit}\``,
    });
    return undefined;
  }
  // A cell's own unit may be one that blocks don't count in either: 5% of a pure number, 25 degC of K.
  return system.convert(toBlocks(cell.value, cell.unit), unitInBlocks(cell.unit), unitInBlocks(unit));
}

/**
 * Cells as numbers in the frame's shape and units. With `rest`, keys that are left out have its value (the ends of a range, an
 * override); without, they must all be there. Unknown keys and another shape are reported.
 */
export function toValue(
  cells: Cells,
  frame: Frame,
  subject: string,
  system: UnitSystem,
  problems: Problems,
  rest?: Value,
): Value | undefined {
  const { keys, columns = [], shape } = frame;
  if (cells.shape !== shape) {
    const shapes = { scalar: "a number", series: "a map by key", table: "a map of maps" };
    const example =
      keys.length > 0 ? ` with ${keys.length > 6 ? `keys such as ${keys[0]}` : `the keys ${keys.join(", ")}`}` : "";
    problems.error("wrong-shape", `${subject} is ${shapes[cells.shape]}`, cells.place, {
      expected: `${shapes[shape]}${example}, as its value is`,
    });
    return undefined;
  }
  const before = problems.errors;
  if (cells.shape === "scalar") return toNumber(cells.cell, frame.unit, subject, system, problems);
  if (cells.shape === "series") {
    checkKeys(cells.cells, keys, subject, cells.place, problems);
    const out: [string, number][] = [];
    for (const key of keys) {
      const cell = cells.cells.get(key);
      const fallback = (rest as Record<string, number> | undefined)?.[key];
      const number = cell ? toNumber(cell, frame.unit, `${subject} at ${key}`, system, problems) : fallback;
      if (number !== undefined) out.push([key, number]);
    }
    return problems.errors > before ? undefined : inOrder(out);
  }
  checkKeys(cells.rows, keys, subject, cells.place, problems);
  const out: [string, Record<string, number>][] = [];
  for (const key of keys) {
    const row = cells.rows.get(key);
    const fallback = (rest as Record<string, Record<string, number>> | undefined)?.[key];
    if (row) checkKeys(row, columns, `${subject}, row ${key},`, cells.place, problems);
    const line: [string, number][] = [];
    for (const column of columns) {
      const cell = row?.get(column);
      const unit = frame.columnUnits?.[column] ?? frame.unit;
      const number = cell
        ? toNumber(cell, unit, `${subject} at ${key}.${column}`, system, problems)
        : // A chip that a year's mix leaves out has no share; a gap in any other table is an error.
          (fallback?.[column] ?? (frame.mix ? 0 : undefined));
      if (number !== undefined) line.push([column, number]);
      else if (!cell) {
        problems.error("missing-cell", `${subject}, row ${key}, has no \`${column}\``, cells.place, {
          expected: "the same columns in every row",
        });
      }
    }
    out.push([key, inOrder(line)]);
  }
  return problems.errors > before ? undefined : inOrder(out);
}

/** Numbers of cells that carry another unit than the one declared for them, as blocks have them. Cells may be those below some keys. */
export function convertedIn(
  cells: Cells | undefined,
  declared: Declared,
  system: UnitSystem,
  rest: readonly string[] = [],
): number[] {
  if (!cells) return [];
  const found = (list: Iterable<readonly [string | undefined, Cell]>): number[] =>
    [...list].flatMap(([column, cell]) => {
      const unit = declaredUnit(declared, column);
      if (cell.unit === undefined || cell.unit === unit) return [];
      return toNumber(cell, unit, "", system, new Problems("assumptions")) ?? [];
    });
  if (cells.shape === "scalar") return found([[rest[1], cells.cell]]);
  if (cells.shape === "table") return [...cells.rows.values()].flatMap(found);
  return found(rest.length > 0 ? cells.cells : [...cells.cells.values()].map((cell) => [undefined, cell] as const));
}

const meanings = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

/** By what they mean the first of some keys. */
function meaningsOf(keys: readonly string[]): ReadonlyMap<string, string> {
  const known = meanings.get(keys) ?? new Map(keys.map((key) => [meaningOf(key), key] as const).reverse());
  meanings.set(keys, known);
  return known;
}

/** "did you mean": the key that means the same in another way of writing, or the one that looks most alike. */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  const same = meaningsOf(known).get(meaningOf(key));
  return same === undefined ? didYouMean(key, known) : `write \`${same}\`, as the value does`;
}

function checkKeys(
  found: ReadonlyMap<string, unknown>,
  known: readonly string[],
  subject: string,
  place: Place,
  problems: Problems,
): void {
  for (const [key, at] of found) {
    if (setOf(known).has(key)) continue;
    const hint = nearestKey(key, known);
    const cell = at as Partial<Cell>;
    problems.error("unknown-key", `${subject} has an unknown key \`${key}\``, cell.place ?? place, {
      expected: oneOf(known),
      hint,
    });
  }
}

/** Every number of a value with its dotted key. */
export function leaves(value: Value, at = ""): [string, number][] {
  if (typeof value === "number") return [[at, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner as Value, at ? `${at}.${key}` : key));
}
