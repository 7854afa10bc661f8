import type { Place } from "../../diagnostic.js";
import { describeNode, Fields, type TextAt } from "../../yaml/fields.js";
import { Problems } from "../../yaml/problems.js";
import type { YamlMap, YamlScalar } from "../../yaml/tree.js";
import { mergeData, type RawData, readData } from "../data/declared.js";
import { SAID_TYPES, type Said } from "../data/types.js";
import { readStaleAfter } from "../register/stale.js";
import type { DistributionName, Kind, StaleAfter } from "../register/types.js";
import { type Cells, readCells, readColumn } from "./cells.js";
import { DATA_FIELDS, DISTRIBUTIONS, ENDS, ENTRY_FIELDS, KINDS, keysOf } from "./field-table.js";

/** An entry of one version file as written; a later version's holds only what it changes. */
export interface RawEntry {
  id: string;
  version: string;
  place: Place;
  /** Keys that stand there, right or wrong: what is wrong is reported once, and not as missing too. */
  given: ReadonlySet<string>;
  /** The same without what `defaults` bring. */
  own: ReadonlySet<string>;
  /** Files that say anything of it, oldest version first. */
  history: readonly string[];
  label?: string;
  short?: string;
  value?: Cells;
  /** The value where it is one word or number, and what keeps it from being a number: that is told where it should be one. */
  word?: YamlScalar;
  noNumber?: Problems;
  /** What the value is where it is no number, and what a choice may be. */
  type?: { value: Said["type"]; place: Place };
  oneOf?: readonly TextAt[];
  data?: RawData;
  low?: Cells;
  high?: Cells;
  unit?: TextAt | ReadonlyMap<string, TextAt>;
  distribution?: { value: DistributionName; place: Place };
  percentiles?: { value: readonly [number, number]; place: Place };
  /** Whether low and high bound each element, or are two whole paths. */
  ends?: "bounds" | "paths";
  mix?: boolean;
  kind?: { value: Kind; place: Place };
  sources?: readonly TextAt[];
  asOf?: string;
  staleAfter?: StaleAfter;
  note?: string;
  reason?: string;
  expression?: TextAt;
}

export const ENTRY_KEYS = keysOf(ENTRY_FIELDS);
const DATA_KEYS = keysOf(DATA_FIELDS);
const ALL_KEYS: readonly string[] = [...new Set([...ENTRY_KEYS, ...DATA_KEYS])];

/** The fields that an entry may have: a change of an earlier version's says neither value nor file, and may be of either. */
function fieldsOf(map: YamlMap): readonly string[] {
  const hasValue = map.get("value") !== undefined || map.get("expression") !== undefined;
  if (map.get("data")) return hasValue ? ALL_KEYS : DATA_KEYS;
  return hasValue || !map.entries.some(({ key }) => ALL_KEYS.includes(key) && !ENTRY_KEYS.includes(key as never))
    ? ENTRY_KEYS
    : ALL_KEYS;
}

/** Reads one entry; `rows` names the rows when it is a column of a `table:` block. */
export function readEntry(
  id: string,
  map: YamlMap,
  version: string,
  problems: Problems,
  rows?: readonly string[],
): RawEntry {
  const subject = `assumption \`${id}\``;
  const fields = new Fields(map, subject, problems);
  fields.only(fieldsOf(map));
  const entry: RawEntry = {
    id,
    version,
    place: map.place,
    given: new Set([...map.entries.map((e) => e.key), ...fields.misspelt]),
    own: new Set(map.entries.map((e) => e.key)),
    history: [map.place.file],
  };
  for (const key of ["value", "low", "high"] as const) {
    const found = map.get(key);
    if (!found) continue;
    const name = `\`${key}\` of ${subject}`;
    if (key === "value" && !rows && found.value.kind === "scalar" && found.value.value !== null) {
      entry.word = found.value;
      entry.noNumber = new Problems("assumptions");
    }
    const told = key === "value" ? (entry.noNumber ?? problems) : problems;
    const cells = rows ? readColumn(found.value, rows, name, told) : readCells(found.value, name, told);
    if (cells) entry[key] = cells;
  }
  entry.label = fields.text("label")?.text;
  entry.short = fields.text("short")?.text;
  entry.unit = readUnit(fields, problems);
  entry.type = fields.choice("type", SAID_TYPES);
  entry.oneOf = fields.texts("one_of");
  entry.data = readData(fields, problems);
  entry.distribution = fields.choice("distribution", DISTRIBUTIONS);
  entry.percentiles = readPercentiles(fields, problems);
  entry.ends = fields.choice("ends", ENDS)?.value;
  entry.mix = fields.boolean("mix");
  entry.kind = fields.choice("kind", KINDS);
  entry.sources = fields.texts("source");
  entry.asOf = fields.date("as_of")?.text;
  entry.staleAfter = readStaleAfter(fields);
  entry.note = fields.text("note")?.text;
  entry.reason = fields.text("reason")?.text;
  entry.expression = fields.text("expression", "a formula over other assumptions");
  const { expression, data } = entry;
  const other = map.get("value") ? "value" : expression ? "expression" : undefined;
  const twice = (field: string, place: Place): void =>
    problems.error("value-and-expression", `${subject} has both ${field}`, place, { expected: "one of them" });
  if (expression && other === "value") twice("`value` and `expression`", expression.place);
  if (data?.file && other) twice(`\`data\` and \`${other}\``, data.file.place);
  return entry;
}

function readUnit(fields: Fields, problems: Problems): RawEntry["unit"] {
  const entry = fields.map.get("unit");
  if (!entry) return undefined;
  if (entry.value.kind !== "map") return fields.text("unit", "a unit such as `GW/year`, or a map of units by column");
  const columns = new Map<string, TextAt>();
  for (const { key, value } of entry.value.entries) {
    if (value.kind === "scalar" && value.value !== null && typeof value.value !== "boolean") {
      columns.set(key, { text: value.text.trim(), place: value.place, within: value.within });
    } else {
      const message = `the unit of column \`${key}\` of ${fields.subject} is ${describeNode(value)}`;
      problems.error("wrong-type", message, value.place, { expected: "a unit such as `GW/year`" });
    }
  }
  return columns;
}

function readPercentiles(fields: Fields, problems: Problems): RawEntry["percentiles"] {
  const entry = fields.map.get("percentiles");
  if (!entry) return undefined;
  const expected = "two percentiles between 0 and 100, the lower first, such as `[10, 90]`";
  const numbers: number[] = [];
  if (entry.value.kind === "list") {
    for (const item of entry.value.items) {
      if (item.kind === "scalar" && typeof item.value === "number") numbers.push(item.value);
    }
    const [p, q] = numbers;
    if (entry.value.items.length === 2 && p !== undefined && q !== undefined && 0 < p && p < q && q < 100) {
      return { value: [p, q], place: entry.value.place };
    }
    if (numbers.length === entry.value.items.length) {
      const message = `\`percentiles\` of ${fields.subject} are ${numbers.join(" and ") || "missing"}`;
      problems.error("percentiles", message, entry.value.place, { expected });
      return undefined;
    }
  }
  return fields.wrongType(entry, expected);
}

/** Fields of `change` over those of `base`. A changed value keeps the keys it doesn't name; value and expression oust each other. */
export function mergeEntries(
  base: RawEntry,
  change: RawEntry,
  merged: { value?: Cells; low?: Cells; high?: Cells },
): RawEntry {
  const out: RawEntry = { ...base };
  for (const [key, value] of Object.entries(change)) {
    if (value !== undefined) Object.assign(out, { [key]: value });
  }
  out.data = mergeData(base.data, change.data);
  if (change.given.has("value")) {
    out.word = change.word;
    out.noNumber = change.noNumber;
  }
  out.history = [...base.history, ...change.history];
  out.given = new Set([...base.given, ...change.given]);
  out.own = new Set([...base.own, ...change.own]);
  if (!change.value && !change.word && !change.expression && !change.data?.file) out.version = base.version;
  if (change.expression) {
    for (const key of ["value", "low", "high", "distribution", "percentiles", "ends"] as const) {
      if (change[key] === undefined) delete out[key];
    }
    if (!change.kind) delete out.kind;
  } else if (change.value && base.expression) {
    delete out.expression;
    if (!change.kind) delete out.kind;
  }
  for (const key of ["value", "low", "high"] as const) {
    const cells = merged[key];
    if (cells && out[key]) out[key] = cells;
  }
  return out;
}
