import type { Said } from "../assumptions/data/types.js";
import { aboutOf, rangeOf } from "../assumptions/register/ranges.js";
import type { Kind, Value } from "../assumptions/register/types.js";
import { cellsOf } from "./assumptions.js";
import type { AssumptionState, Snapshot } from "./snapshot.js";
import { contentOf } from "./sources/data.js";

/** What an assumption was: numbers, a text or the like, or a data file as the old register has it. */
export type OldValue = Value | { said: Said } | { rows: "old" };

export function isNumbers(value: OldValue): value is Value {
  if (typeof value === "number") return true;
  const { said, rows } = value as { said?: { type?: unknown } | number; rows?: unknown };
  return typeof rows !== "string" && !(typeof said === "object" && typeof said.type === "string");
}

/** An assumption that the two sides give different values, or that only the new side has; derived ones follow others and are none. */
export interface Input {
  id: string;
  label?: string;
  step: "data" | "assumptions" | "new";
  /** The old value as the new blocks take it: in the new side's unit, shape and keys. Undefined where there was none. */
  old: OldValue | undefined;
}

export interface Inputs {
  changed: readonly Input[];
  added: readonly Input[];
  /** What of the old values the new blocks can't be given, by assumption; a sentence each. */
  remarks: readonly { id: string; remark: string }[];
}

/** A number in another unit; undefined where their dimensions differ. */
export type Convert = (value: number, from: string, to: string) => number | undefined;

/** Kinds that are data: a change of one is a revision. What kind an assumption is, the new side says. */
const DATA: ReadonlySet<Kind> = new Set(["observed", "cited", "public"]);

/** What is told of an assumption on two sides; blocks may read it. */
function told(
  before: AssumptionState | undefined,
  after: AssumptionState | undefined,
): { before: AssumptionState; after: AssumptionState }[] {
  if (!before || !after) return [];
  const old = new Map(aboutOf(before).map((one) => [one.id, one]));
  const nothing = { type: "text", content: "" } as const;
  return aboutOf(after).map((one) => ({ before: old.get(one.id) ?? { ...one, said: nothing }, after: one }));
}

/** What two sides put in differently, by id. */
export function inputsOf(
  old: Pick<Snapshot, "assumptions">,
  now: Pick<Snapshot, "assumptions">,
  convert: Convert = () => undefined,
): Inputs {
  const changed: Input[] = [];
  const added: Input[] = [];
  const remarks: { id: string; remark: string }[] = [];
  const ids = [...now.assumptions.keys()].sort();
  const pairs = ids.flatMap((id) => {
    const [before, after] = [old.assumptions.get(id), now.assumptions.get(id)];
    // A range can move what reads it while the value stays; that of a new assumption comes with it.
    const [was, is] = [before && rangeOf(before), after && rangeOf(after)];
    return [{ before, after }, ...(before && is ? [{ before: was, after: is }] : []), ...told(before, after)];
  });
  for (const { before, after } of pairs) {
    if (!after || after.expression !== undefined) continue;
    const { id, label } = after;
    if (!before) {
      added.push({ id, label, step: "new", old: undefined });
      continue;
    }
    if (before.shape === after.shape && (after.said || after.data)) {
      const step = DATA.has(after.kind) ? "data" : "assumptions";
      if (after.said && before.said && before.said.content !== after.said.content)
        changed.push({ id, label, step, old: { said: before.said } });
      if (after.data && contentOf(before.data) !== contentOf(after.data))
        changed.push({ id, label, step, old: { rows: "old" } });
      continue;
    }
    const { value, remark } = oldValue(before, after, convert);
    if (remark !== undefined) remarks.push({ id, remark });
    if (value === undefined || JSON.stringify(cellsOf(value)) === JSON.stringify(cellsOf(after.value))) continue;
    changed.push({ id, label, step: DATA.has(after.kind) ? "data" : "assumptions", old: value });
  }
  return { changed, added, remarks };
}

function oldValue(old: AssumptionState, now: AssumptionState, convert: Convert): { value?: Value; remark?: string } {
  const counts = "what that moved counts to the model";
  if (old.shape !== now.shape) return { remark: `\`${now.id}\` was a ${old.shape} and is a ${now.shape}; ${counts}.` };
  const before = new Map(cellsOf(old.value));
  const gained: string[] = [];
  let isConvertible = true;
  const value = mapValue(now.value, [], (path, number) => {
    const was = before.get(path.join(" "));
    if (was === undefined) {
      gained.push(path.join(" "));
      return number;
    }
    const column = path[1] ?? "";
    const [from, to] = [old.columnUnits?.[column] ?? old.unit, now.columnUnits?.[column] ?? now.unit];
    const converted = from === to ? was : convert(was, from, to);
    if (converted === undefined) isConvertible = false;
    return converted ?? number;
  });
  if (!isConvertible) return { remark: `\`${now.id}\` was in ${old.unit} and is in ${now.unit}; ${counts}.` };
  if (gained.length === 0) return { value };
  return { value, remark: `\`${now.id}\` has ${gained.join(", ")} on the new side only; ${counts}.` };
}

function mapValue(
  value: Value,
  path: readonly string[],
  of: (path: readonly string[], number: number) => number,
): Value {
  if (typeof value === "number") return of(path, value);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, mapValue(inner as Value, [...path, key], of)]),
  ) as Value;
}
