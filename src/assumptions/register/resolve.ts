import type { Diagnostic, Place } from "../../diagnostic.js";
import { didYouMean, oneOf } from "../../diagnostic.js";
import { meaningOf, sameMeaning } from "../../keys/key.js";
import { arrange } from "../../keys/order.js";
import { inOrder } from "../../keys/ordered.js";
import { setOf } from "../../lists.js";
import type { TextAt } from "../../yaml/fields.js";
import { type Problems, quoted } from "../../yaml/problems.js";
import type { Cell, Cells } from "../files/cells.js";
import type { RawEntry } from "../files/entry.js";
import { fromBlocks, hasZero, isBelowZero, toBlocks, unitInBlocks, unitsOf } from "../units/block-units.js";
import { sameDimensions, type UnitSystem } from "../units/units.js";
import { checkMix, checkRange } from "./checks.js";
import { type DataRoom, refuseDataFields, resolveData, resolveSaid, saidType } from "./resolve-other.js";
import type { Assumption, Distribution, NumberShape, Other, Value } from "./types.js";

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

/** What an entry becomes: numbers as blocks have them, everything required present, ranges and mixes checked. */
export function resolveEntry(
  entry: RawEntry,
  system: UnitSystem,
  sources: ReadonlySet<string> | undefined,
  room: DataRoom,
  problems: Problems,
): Assumption | undefined {
  const before = problems.errors;
  const subject = `assumption \`${entry.id}\``;
  checkProvenance(entry, subject, sources, problems);

  const type = saidType(entry);
  if (entry.data?.file) {
    const read = resolveData(entry, room, system, problems);
    if (!read || problems.errors > before) return undefined;
    return other(entry, { data: read.summary, table: read.table }, entry.data.file.place);
  }
  if (type && !entry.expression) {
    const said = resolveSaid(entry, type, problems);
    return said && problems.errors === before ? other(entry, { said }, entry.word?.place ?? entry.place) : undefined;
  }
  refuseDataFields(entry, problems);
  if (entry.expression) return resolveDerived(entry, entry.expression, subject, system, before, problems);
  if (entry.noNumber) problems.addAll(noNumber(entry, entry.noNumber));
  const { value } = entry;
  if (!value) return undefined;

  const unit = unitOf(entry, value, subject, system, problems);
  checkMeanings(value, subject, problems);
  if (!unit) return undefined;
  const frame: Frame = { ...frameOf(value), ...unit, mix: entry.mix === true };
  const numbers = toValue(value, frame, `\`value\` of ${subject}`, system, problems);
  if (numbers === undefined) return undefined;

  const range = { low: undefined as Value | undefined, high: undefined as Value | undefined };
  for (const end of ["low", "high"] as const) {
    const cells = entry[end];
    if (cells) range[end] = toValue(cells, frame, `\`${end}\` of ${subject}`, system, problems, numbers);
  }
  const { given } = entry;
  if (given.has("low") !== given.has("high")) {
    const [has, lacks] = given.has("low") ? ["low", "high"] : ["high", "low"];
    problems.error("half-range", `${subject} has \`${has}\` and no \`${lacks}\``, (entry.low ?? entry.high)?.place, {
      expected: "both ends of the range, or neither",
    });
  }
  if (frame.mix && frame.shape === "scalar") {
    problems.error("mix-shape", `${subject} is a mix of one number`, value.place, {
      expected: "a map of shares by key",
    });
  }
  if (entry.ends === "paths" && frame.shape === "scalar") {
    problems.error("ends", `\`ends: paths\` of ${subject} is for series and tables`, value.place, {
      expected: "no `ends` for a single number",
    });
  }
  const paths = frame.shape !== "scalar" && (entry.ends === "paths" || (frame.mix && range.low !== undefined));
  const distribution = distributionOf(entry, subject, range, numbers, frame, problems);
  if (problems.errors > before) return undefined;

  const assumption: Assumption = {
    id: entry.id,
    label: entry.label,
    shape: frame.shape,
    keys: frame.keys,
    columns: frame.columns,
    value: numbers,
    low: range.low,
    high: range.high,
    ...unitsOf(frame),
    distribution,
    ...(paths ? { ends: "paths" as const } : {}),
    mix: frame.mix,
    ...common(entry),
    valuePlace: value.place,
  };
  checkMix(assumption, system, problems, { low: entry.low?.place, high: entry.high?.place });
  checkRange(assumption, (end, key, column) => placeIn(entry[end], key, column), entry.history, problems);
  return problems.errors > before ? undefined : assumption;
}

/** An assumption that is no number. */
function other(entry: RawEntry, what: Other, valuePlace: Place): Assumption {
  return {
    id: entry.id,
    label: entry.label,
    shape: "said" in what ? "said" : "data",
    keys: [],
    value: {},
    ...what,
    unit: "1",
    distribution: { name: "point" },
    mix: false,
    ...common(entry),
    valuePlace,
  };
}

/** What keeps a value from being a number; a word or a boolean may be meant. */
function noNumber({ word }: RawEntry, found: Problems): readonly Diagnostic[] {
  const meant =
    typeof word?.value === "boolean"
      ? "boolean"
      : typeof word?.value !== "string" || /\d/.test(word.text)
        ? undefined
        : "text";
  return found
    .list()
    .map((d) => (d.hint || !meant ? d : { ...d, hint: `for a ${meant}, write \`type: ${meant}\` beside it` }));
}

function common(entry: RawEntry) {
  return {
    short: entry.short,
    kind: entry.kind?.value ?? ("derived" as const),
    sources: (entry.sources ?? []).map((s) => s.text),
    asOf: entry.asOf ?? "",
    staleAfter: entry.staleAfter,
    note: entry.note,
    reason: entry.reason,
    setBy: entry.version,
    place: entry.place,
  };
}

function resolveDerived(
  entry: RawEntry,
  expression: TextAt,
  subject: string,
  system: UnitSystem,
  before: number,
  problems: Problems,
): Assumption | undefined {
  for (const key of ["low", "high", "distribution", "percentiles", "ends", "type", "oneOf"] as const) {
    if (entry[key] === undefined) continue;
    problems.error("derived-range", `${subject} is derived and has \`${key}\``, expression.place, {
      expected: "a range on what it is derived from",
    });
  }
  if (entry.mix) {
    problems.error("derived-range", `${subject} is derived and has \`mix\``, expression.place, {
      expected: "no `mix`",
    });
  }
  if (entry.unit instanceof Map) {
    problems.error("wrong-type", `the unit of ${subject} is a map`, expression.place, { expected: "one unit" });
  }
  const unit = entry.unit && !(entry.unit instanceof Map) ? (entry.unit as TextAt) : undefined;
  if (!entry.unit) {
    problems.error("missing-unit", `${subject} has no \`unit\``, entry.place, {
      expected: "the unit of the result, against which the formula is checked",
    });
  } else if (unit) checkUnit(unit, system, problems);
  if (problems.errors > before || !unit) return undefined;
  return {
    id: entry.id,
    label: entry.label,
    shape: "scalar",
    keys: [],
    value: 0,
    ...unitsOf({ unit: unit.text }),
    distribution: { name: "point" },
    mix: false,
    ...common(entry),
    expression: expression.text,
    valuePlace: expression.place,
  };
}

function checkProvenance(
  entry: RawEntry,
  subject: string,
  sources: ReadonlySet<string> | undefined,
  problems: Problems,
): void {
  const kind = entry.kind?.value;
  if (!entry.expression) {
    if (!kind && !entry.given.has("kind")) {
      problems.error("missing-key", `${subject} has no \`kind\``, entry.place, {
        expected: "`observed`, `cited`, `assumed`, `public` or `reconstructed`",
      });
    } else if (kind === "derived") {
      problems.error("kind", `${subject} is \`derived\` and has no expression`, entry.kind?.place, {
        expected: "`observed`, `cited`, `assumed`, `public` or `reconstructed`, or an `expression`",
      });
    }
    if (!entry.asOf && !entry.given.has("as_of")) {
      problems.error("missing-key", `${subject} has no \`as_of\``, entry.place, {
        expected: "the date for which the value holds, such as `as_of: 2026-03`",
      });
    }
  } else if (kind && kind !== "derived") {
    problems.error("kind", `${subject} has an expression and is \`${kind}\``, entry.kind?.place, {
      expected: "`derived`, or no `kind`",
    });
  }
  const own = entry.expression !== undefined || kind === "assumed" || kind === "reconstructed" || kind === "derived";
  if ((entry.sources ?? []).length === 0 && kind && !own && !entry.given.has("source")) {
    problems.error("missing-source", `${subject} is \`${kind}\` and has no \`source\``, entry.place, {
      expected: "a key from sources.yaml",
    });
  } else if ((entry.sources ?? []).length === 0 && kind && !entry.note && !entry.expression) {
    problems.error("missing-source", `${subject} is \`${kind}\` and has neither \`source\` nor \`note\``, entry.place, {
      expected: "a key from sources.yaml, or a note that says where the value comes from",
    });
  }
  for (const source of entry.sources ?? []) {
    if (!sources || sources.has(source.text)) continue;
    const hint = didYouMean(source.text, sources);
    problems.error("unknown-source", `${subject} cites an unknown source \`${source.text}\``, source.place, {
      expected: "a key from sources.yaml",
      hint,
    });
  }
}

function frameOf(value: Cells): { shape: NumberShape; keys: string[]; columns?: string[] } {
  if (value.shape === "scalar") return { shape: "scalar", keys: [] };
  if (value.shape === "series") return { shape: "series", keys: inTheirOrder(value.cells.keys()) };
  const columns = [...value.rows.values()].flatMap((row) => [...row.keys()]);
  return { shape: "table", keys: inTheirOrder(value.rows.keys()), columns: inTheirOrder(columns) };
}

const inTheirOrder = (written: Iterable<string>): string[] => [...arrange([...new Set(written)]).keys];

/** Keys that a later version writes in another way than the one it extends: they would stand beside each other. */
function checkMeanings(value: Cells, subject: string, problems: Problems): void {
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

function checkUnit(unit: TextAt, system: UnitSystem, problems: Problems): boolean {
  const parsed = system.parse(unit.text);
  if (parsed.ok) return true;
  const { message, expected, hint, offset, length } = parsed.problem;
  problems.error("unknown-unit", message, unit.within(offset, length), { expected, hint });
  return false;
}

function unitOf(
  entry: RawEntry,
  value: Cells,
  subject: string,
  system: UnitSystem,
  problems: Problems,
): { unit: string; columnUnits?: Readonly<Record<string, string>> } | undefined {
  const { unit } = entry;
  if (unit instanceof Map) {
    const { columns = [] } = frameOf(value);
    if (value.shape !== "table") {
      problems.error("wrong-type", `the unit of ${subject} is a map, its value no table`, entry.place, {
        expected: "one unit",
      });
      return undefined;
    }
    let good = true;
    for (const [column, text] of unit as ReadonlyMap<string, TextAt>) {
      if (columns.includes(column)) {
        good = checkUnit(text, system, problems) && good;
        continue;
      }
      good = false;
      const hint = didYouMean(column, columns);
      problems.error("unknown-key", `${subject} has no column \`${column}\``, text.place, {
        expected: `one of ${quoted(columns, "or")}`,
        hint,
      });
    }
    const missing = columns.filter((c) => !unit.has(c));
    if (missing.length > 0) {
      good = false;
      problems.error("missing-unit", `${subject} has no unit for ${quoted(missing)}`, entry.place, {
        expected: "a unit for each column, or one for all",
      });
    }
    const columnUnits = Object.fromEntries([...(unit as ReadonlyMap<string, TextAt>)].map(([c, t]) => [c, t.text]));
    return good ? { unit: columnUnits[columns[0] ?? ""] ?? "1", columnUnits } : undefined;
  }
  if (unit) return checkUnit(unit as TextAt, system, problems) ? { unit: (unit as TextAt).text } : undefined;
  problems.error("missing-unit", `${subject} has no unit`, value.place, {
    expected: "`unit:`, or the unit after the number; `1` for a pure number",
  });
  return undefined;
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
export function toNumber(
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

function distributionOf(
  entry: RawEntry,
  subject: string,
  range: { low: Value | undefined; high: Value | undefined },
  value: Value,
  frame: Frame,
  problems: Problems,
): Distribution {
  const ranged = entry.low !== undefined && entry.high !== undefined;
  const name = entry.distribution?.value;
  const place = entry.distribution?.place ?? entry.low?.place ?? entry.place;
  if (!name) {
    if (ranged && !entry.given.has("distribution")) {
      problems.error("missing-distribution", `${subject} has a range that no distribution gives a meaning`, place, {
        expected: "`distribution:` here or under `defaults:`; `point` for a range that is shown and not drawn from",
      });
    }
    if (entry.percentiles) {
      problems.error("percentiles", `${subject} has percentiles and no distribution`, entry.percentiles.place, {
        expected: "`normal` or `lognormal`",
      });
    }
    return { name: "point" };
  }
  if (name !== "point" && !entry.given.has("low") && !entry.given.has("high")) {
    problems.error("missing-range", `${subject} is \`${name}\` and has no range`, place, {
      expected: "`low` and `high`",
    });
  }
  const percentiles = entry.percentiles;
  if (name !== "normal" && name !== "lognormal") {
    if (percentiles) {
      problems.error("percentiles", `${subject} is \`${name}\` and has percentiles`, percentiles.place, {
        expected: "`normal` or `lognormal`; low and high of the others are their ends",
      });
    }
    return { name };
  }
  if (name === "lognormal") {
    const own = [frame.unit, ...Object.values(frame.columnUnits ?? {})].find(hasZero);
    if (own !== undefined) {
      problems.error(
        "incompatible-unit",
        `${subject} is lognormal in \`${own}\`, a scale with a zero of its own`,
        place,
        {
          expected: "`unit: K`, or another distribution",
        },
      );
      return { name };
    }
    for (const [end, numbers] of [
      ["value", value],
      ["low", range.low],
      ["high", range.high],
    ] as const) {
      const bad = numbers === undefined ? undefined : leaves(numbers).find(([, n]) => n <= 0);
      if (!bad) continue;
      problems.error(
        "not-positive",
        `\`${end}\` of ${subject} is ${bad[1]}${bad[0] ? ` at ${bad[0]}` : ""}`,
        entry[end]?.place,
        {
          expected: "a number above 0, because it is lognormal",
        },
      );
    }
  }
  return { name, percentiles: percentiles?.value ?? [5, 95] };
}

/** Every number of a value with its dotted key. */
export function leaves(value: Value, at = ""): [string, number][] {
  if (typeof value === "number") return [[at, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner as Value, at ? `${at}.${key}` : key));
}

function placeIn(cells: Cells | undefined, key: string, column: string): Place | undefined {
  if (!cells) return undefined;
  if (cells.shape === "scalar") return cells.cell.place;
  if (cells.shape === "series") return cells.cells.get(key)?.place ?? cells.place;
  return cells.rows.get(key)?.get(column)?.place ?? cells.place;
}
