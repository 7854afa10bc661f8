import type { Place } from "../../diagnostic.js";
import { didYouMean, oneOf } from "../../diagnostic.js";
import { entriesOf, inOrder } from "../../keys/ordered.js";
import { setOf } from "../../lists.js";
import type { NameIn } from "../../rules/index.js";
import { type Problems, quoted } from "../../yaml/problems.js";
import type { YamlScalar } from "../../yaml/tree.js";
import { plain } from "../register/checks.js";
import { pathsUnder } from "../register/given.js";
import { readSaid } from "../register/resolve-other.js";
import { type Frame, leaves, nearestKey, toValue } from "../register/to-value.js";
import type { Assumption, NumberShape, Other, Value } from "../register/types.js";
import { declaredUnit, declaredUnits, fromBlocks } from "../units/block-units.js";
import { parseQuantity } from "../units/quantity.js";
import type { UnitSystem } from "../units/units.js";
import type { Cell, Cells } from "./cells.js";

/** Where an override came from, for messages and `setBy`. */
export interface Origin {
  /** "scenario `upside`" or "`--set gw.add=3`". */
  subject: string;
  setBy: string;
  place?: Place;
}

export interface Target {
  assumption: Assumption;
  /** Keys below the assumption: of a series, or row and column of a table. */
  rest: readonly string[];
}

/** What a dotted path names in a register; an unknown one is reported with the nearest right name. */
export function findTarget(
  assumptions: ReadonlyMap<string, Assumption>,
  failed: ReadonlySet<string>,
  path: string,
  origin: Origin,
  problems: Problems,
): Target | undefined {
  const parts = path.split(".");
  for (let n = parts.length; n > 0; n--) {
    const id = parts.slice(0, n).join(".");
    if (failed.has(id)) return undefined;
    const assumption = assumptions.get(id);
    if (!assumption) continue;
    const rest = parts.slice(n);
    const [row, column] = rest;
    const depth = assumption.shape === "series" ? 1 : assumption.shape === "table" ? 2 : 0;
    const { keys, columns = [] } = assumption;
    const bad =
      rest.length > depth
        ? rest[depth]
        : row !== undefined && !setOf(keys).has(row)
          ? row
          : column !== undefined && !columns.includes(column)
            ? column
            : undefined;
    if (bad === undefined) return { assumption, rest };
    const choices = rest.length > depth ? [] : bad === row ? keys : columns;
    const hint = nearestKey(bad, choices);
    problems.error("unknown-key", `${origin.subject}: \`${id}\` has no \`${bad}\``, origin.place, {
      expected: choices.length > 0 ? oneOf(choices) : `\`${[id, ...rest.slice(0, depth)].join(".")}\``,
      hint,
    });
    return undefined;
  }
  const inside = [...assumptions.keys()].filter((id) => id.startsWith(`${path}.`));
  if (inside.length > 0) {
    problems.error("override-group", `${origin.subject}: \`${path}\` is a group`, origin.place, {
      expected: `one assumption, such as ${quoted(inside.slice(0, 4), "or")}`,
    });
    return undefined;
  }
  const hint =
    didYouMean(path, [...assumptions.keys(), ...failed]) ??
    didYouMean(path, [...assumptions.values()].flatMap(pathsUnder));
  problems.error("unknown-override", `${origin.subject}: unknown assumption \`${path}\``, origin.place, {
    expected: "the dotted id of an assumption",
    hint,
  });
  return undefined;
}

/**
 * What overrides an assumption that is no number: its new text, boolean, date or choice. A data file is overridden by the name of another one,
 * which only a version or a scenario can say.
 */
export function overriddenWord(
  { said, id }: Pick<Assumption, "said" | "id">,
  word: Pick<YamlScalar, "value" | "text" | "place"> | undefined,
  origin: Origin,
  problems: Problems,
): Other | undefined {
  if (!said) return undefined;
  const subject = `${origin.subject}: \`${id}\``;
  if (!word) {
    problems.error("said-value", `${subject} is overridden by a map or a list`, origin.place, {
      expected: "a single value, as its own is",
    });
    return undefined;
  }
  const read = readSaid(word, said.type, said.choices, subject, problems, origin.place);
  return read && { said: read };
}

/** The assumption with something else in its place that is no number either. */
export function overrideOther(assumption: Assumption, other: Other, origin: Origin): Assumption {
  return { ...assumption, ...other, setBy: origin.setBy, ...(origin.place ? { valuePlace: origin.place } : {}) };
}

/** `--set id=text` as a word of YAML: `true` and `false` are what they are there. */
export function wordOfSet(text: string, place: Place): Pick<YamlScalar, "value" | "text" | "place"> {
  return { value: text === "true" ? true : text === "false" ? false : text, text, place };
}

/** The whole value of the target with `cells` laid over it; keys that are not named stay. */
export function overriddenValue(
  { assumption, rest }: Target,
  cells: Cells,
  origin: Origin,
  system: UnitSystem,
  problems: Problems,
): Value | undefined {
  const [row, column] = rest;
  const frame = (shape: NumberShape, keys: readonly string[], columns?: readonly string[], unit?: string): Frame => ({
    shape,
    keys,
    ...declaredUnits(assumption),
    ...(unit === undefined ? {} : { unit }),
    mix: assumption.mix,
    columns,
  });
  const subject = `${origin.subject}: \`${[assumption.id, ...rest].join(".")}\``;
  const { keys, columns, value } = assumption;
  const shape = assumption.shape as NumberShape;
  if (row === undefined) return toValue(cells, frame(shape, keys, columns), subject, system, problems, value);
  if (shape === "series") {
    const number = toValue(cells, frame("scalar", []), subject, system, problems);
    return number === undefined ? undefined : changed(value as Record<string, number>, row, number as number);
  }
  const table = value as Record<string, Record<string, number>>;
  const line = table[row] ?? {};
  if (column !== undefined) {
    const unit = declaredUnit(assumption, column);
    const number = toValue(cells, frame("scalar", [], undefined, unit), subject, system, problems);
    return number === undefined ? undefined : changed(table, row, changed(line, column, number as number));
  }
  if (cells.shape !== "series") {
    toValue(cells, frame("series", columns ?? []), subject, system, problems, line);
    return undefined;
  }
  const rows = new Map([[row, cells.cells]]);
  return toValue(
    { shape: "table", rows, place: cells.place },
    frame(shape, keys, columns),
    subject,
    system,
    problems,
    value,
  );
}

/**
 * The assumption with an overriding value. An overridden formula is a plain value from then on. A range that no longer holds the
 * value is widened up to it, with a warning: the range is what a sensitivity draws from.
 *
 * @param converted those of its numbers that the override gives in another unit than the declared one
 */
export function override(
  assumption: Assumption,
  value: Value,
  origin: Origin,
  problems: Problems,
  converted: readonly number[] = [],
): Assumption {
  const { expression: _, restsOn: __, ...kept } = assumption;
  const out: Assumption = { ...kept, value, setBy: origin.setBy };
  if (converted.length > 0) out.converted = [...(assumption.converted ?? []), ...converted];
  if (assumption.kind === "derived") out.kind = "assumed";
  if (origin.place) out.valuePlace = origin.place;
  if (out.low === undefined || out.high === undefined || out.ends === "paths") return out;
  const shown = (at: number, key: string): string => plain(fromBlocks(at, declaredUnit(out, key.split(".")[1])));
  const low = widen(out.low, value, Math.min);
  const high = widen(out.high, value, Math.max);
  for (const [end, before, after] of [
    ["low", out.low, low],
    ["high", out.high, high],
  ] as const) {
    const old = new Map(leaves(before));
    for (const [key, now] of leaves(after)) {
      if (old.get(key) === now) continue;
      problems.warn(
        "override-range",
        `${origin.subject}: ${shown(now, key)} for \`${out.id}${key ? `.${key}` : ""}\` is ${end === "low" ? "below" : "above"} its range`,
        origin.place,
        {
          expected: `${end === "low" ? "at least" : "at most"} ${shown(old.get(key) ?? now, key)}; the range is widened`,
        },
      );
    }
  }
  return { ...out, low, high };
}

function widen(end: Value, value: Value, pick: (a: number, b: number) => number): Value {
  if (typeof end === "number" || typeof value === "number") return pick(end as number, value as number);
  return inOrder(
    entriesOf(end as Readonly<Record<string, Value>>).map(([key, e]) => [
      key,
      widen(e, (value as Record<string, number>)[key] as Value, pick),
    ]),
  ) as Value;
}

/** A copy with another value at one of its keys. */
const changed = <T>(source: Readonly<Record<string, T>>, key: string, value: T): Record<string, T> =>
  inOrder(entriesOf(source).map(([at, old]) => [at, at === key ? value : old]));

/**
 * The text after `--set id=` as cells: a number, "22 TB/s", `2026:20,2027:25` naming keys, or `18,24,28` naming all in order.
 */
export function parseSetText(text: string, target: Target, origin: Origin, problems: Problems): Cells | undefined {
  const { assumption, rest } = target;
  const place: Place = assumption.valuePlace;
  const keys =
    rest.length === 0 && assumption.shape === "series"
      ? assumption.keys
      : rest.length === 1 && assumption.shape === "table"
        ? (assumption.columns ?? [])
        : [];
  const refuse = (rule: NameIn<"assumptions">, message: string, expected: string, hint?: string): undefined => {
    problems.error(rule, `${origin.subject}${message}`, undefined, { expected, hint });
    return undefined;
  };
  const cellOf = (part: string): Cell | undefined => {
    const parsed = parseQuantity(part);
    if (!parsed.ok) return refuse("number", `: ${parsed.message}`, parsed.expected, parsed.hint);
    const { value, unit } = parsed.quantity;
    return { value, unit, place, unitPlace: place };
  };
  if (keys.length === 0 || !/[:,]/.test(text)) {
    const cell = cellOf(text);
    if (!cell) return undefined;
    if (keys.length === 0) return { shape: "scalar", cell, place };
    const expected = `\`${keys[0]}:number\` for some keys, or ${keys.length} numbers separated by commas`;
    return refuse("wrong-shape", ` gives one number for ${keys.length} keys`, expected);
  }
  const parts = text.split(",");
  const isNamed = text.includes(":");
  if (!isNamed && parts.length !== keys.length) {
    const message = ` gives ${parts.length} numbers for ${keys.length} keys`;
    return refuse("wrong-length", message, `one for each of ${keys.join(", ")}`);
  }
  const cells = new Map<string, Cell>();
  for (const [i, part] of parts.entries()) {
    const colon = part.indexOf(":");
    const key = isNamed ? part.slice(0, Math.max(0, colon)).trim() : (keys[i] ?? "");
    if (isNamed && (colon < 0 || !setOf(keys).has(key))) {
      const message = `: \`${part.trim()}\` names no key of \`${assumption.id}\``;
      return refuse("unknown-key", message, `key:number with a key of ${keys.join(", ")}`, nearestKey(key, keys));
    }
    const cell = cellOf(part.slice(colon + 1));
    if (!cell) return undefined;
    cells.set(key, cell);
  }
  return { shape: "series", cells, place };
}
