import { type Diagnostic, didYouMean, type Place } from "../../diagnostic.js";
import type { TextAt } from "../../yaml/fields.js";
import { type Problems, quoted } from "../../yaml/problems.js";
import type { Cells } from "../files/cells.js";
import type { RawEntry } from "../files/entry.js";
import { unitsOf } from "../units/block-units.js";
import { checkMeantUnit } from "../units/meant.js";
import type { UnitSystem } from "../units/units.js";
import { checkMix, checkRange } from "./checks.js";
import { distributionOf } from "./distribution.js";
import { checkProvenance } from "./provenance.js";
import { type DataRoom, refuseDataFields, resolveData, resolveSaid, saidType } from "./resolve-other.js";
import { checkMeanings, convertedIn, type Frame, frameOf, toValue } from "./to-value.js";
import type { Assumption, Other, Value } from "./types.js";

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
  if (unit) checkMeantUnits(entry, problems);
  checkMeanings(value, subject, problems);
  if (!unit) return undefined;
  const frame: Frame = { ...frameOf(value), ...unit, mix: entry.mix === true };
  const numbers = toValue(value, frame, `\`value\` of ${subject}`, system, problems);
  if (numbers === undefined) return undefined;

  const endOf = (end: "low" | "high"): Value | undefined =>
    entry[end] && toValue(entry[end], frame, `\`${end}\` of ${subject}`, system, problems, numbers);
  const range = { low: endOf("low"), high: endOf("high") };
  checkRangeFields(entry, frame, value.place, subject, problems);
  const paths = frame.shape !== "scalar" && (entry.ends === "paths" || (frame.mix && range.low !== undefined));
  const distribution = distributionOf(entry, subject, range, numbers, frame, problems);
  if (problems.errors > before) return undefined;

  const converted = [value, entry.low, entry.high].flatMap((cells) => convertedIn(cells, frame, system));
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
    ...(converted.length > 0 ? { converted } : {}),
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

/** Reports a range with one end, and a mix or paths of a single number. */
function checkRangeFields(entry: RawEntry, frame: Frame, place: Place, subject: string, problems: Problems): void {
  const { given } = entry;
  if (given.has("low") !== given.has("high")) {
    const [has, lacks] = given.has("low") ? ["low", "high"] : ["high", "low"];
    problems.error("half-range", `${subject} has \`${has}\` and no \`${lacks}\``, (entry.low ?? entry.high)?.place, {
      expected: "both ends of the range, or neither",
    });
  }
  if (frame.mix && frame.shape === "scalar") {
    problems.error("mix-shape", `${subject} is a mix of one number`, place, { expected: "a map of shares by key" });
  }
  if (entry.ends === "paths" && frame.shape === "scalar") {
    problems.error("ends", `\`ends: paths\` of ${subject} is for series and tables`, place, {
      expected: "no `ends` for a single number",
    });
  }
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
  if (!entry.unit && !entry.given.has("unit")) {
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

function checkUnit(unit: TextAt, system: UnitSystem, problems: Problems): boolean {
  const parsed = system.parse(unit.text);
  if (parsed.ok) return true;
  const { message, expected, hint, offset, length } = parsed.problem;
  problems.error("unknown-unit", message, unit.within(offset, length), { expected, hint });
  return false;
}

/** Warns of units that what is said of the entry, or of a column of it, speaks against. */
function checkMeantUnits({ id, label, short, note, unit }: RawEntry, problems: Problems): void {
  if (unit instanceof Map)
    for (const [column, text] of unit as ReadonlyMap<string, TextAt>)
      checkMeantUnit(text, { names: [`${id}.${column}`, label], note }, problems);
  else if (unit) checkMeantUnit(unit as TextAt, { names: [id, label, short], note }, problems);
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
  // One that stands there and is wrong was told.
  if (entry.given.has("unit")) return undefined;
  problems.error("missing-unit", `${subject} has no unit`, value.place, {
    expected: "`unit:`, or the unit after the number; `1` for a pure number",
  });
  return undefined;
}

function placeIn(cells: Cells | undefined, key: string, column: string): Place | undefined {
  if (!cells) return undefined;
  if (cells.shape === "scalar") return cells.cell.place;
  if (cells.shape === "series") return cells.cells.get(key)?.place ?? cells.place;
  return cells.rows.get(key)?.get(column)?.place ?? cells.place;
}
