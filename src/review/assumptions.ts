import { describeSaid } from "../assumptions/data/describe.js";
import { describeNumber, describeRange, describeUnitOf } from "../assumptions/index.js";
import type { Value } from "../assumptions/register/types.js";
import { declaredUnit, fromBlocks } from "../assumptions/units/block-units.js";
import type { OwnUnits } from "../assumptions/units/units.js";
import { arrange } from "../keys/order.js";
import { largest, least } from "../lists.js";
import { inUnit } from "./pairing/other-units.js";
import { compareWords } from "./passages.js";
import type { AssumptionState, Snapshot } from "./snapshot.js";
import { columnChanges, contentOf, dataCells, declaredOf } from "./sources/data.js";
import type { AssumptionChange, AssumptionFlag, FieldChange, Presence } from "./types.js";
import { wordsOf } from "./words.js";

/**
 * Assumptions whose value, or what the register says of it, differs, by id; and those that grew stale. A derived one is told only when its
 * own entry changed: its value follows what it is computed from.
 */
export function compareAssumptions(
  old: Pick<Snapshot, "assumptions">,
  now: Pick<Snapshot, "assumptions" | "asOf">,
  units: OwnUnits = {},
): AssumptionChange[] {
  const ids = [...new Set([...now.assumptions.keys(), ...old.assumptions.keys()])].sort();
  return ids.flatMap((id) => compareAssumption(old.assumptions.get(id), now.assumptions.get(id), now.asOf, units));
}

/** Whether two sides give an assumption the same numbers in the same unit. */
function sameValue(old: AssumptionState, now: AssumptionState): boolean {
  return (
    old.unit === now.unit &&
    JSON.stringify(sorted(old.columnUnits)) === JSON.stringify(sorted(now.columnUnits)) &&
    old.shape === now.shape &&
    JSON.stringify(cellsOf(old.value)) === JSON.stringify(cellsOf(now.value)) &&
    JSON.stringify(old.said?.content) === JSON.stringify(now.said?.content) &&
    contentOf(old.data) === contentOf(now.data)
  );
}

/**
 * The numbers of a value by key: "" for one number, "2026", "2026 R100". Numbers and the calendar in rising order, names sorted, for the two
 * sides may have written them in different orders.
 */
export function cellsOf(value: Value): [string, number][] {
  const cells = (part: Value, key: string): [string, number][] =>
    typeof part === "number"
      ? [[key, part]]
      : sameOrder(Object.keys(part)).flatMap((name) =>
          cells((part as Readonly<Record<string, Value>>)[name] ?? Number.NaN, key === "" ? name : `${key} ${name}`),
        );
  return cells(value, "");
}

function sameOrder(keys: readonly string[]): readonly string[] {
  const { kind, keys: arranged } = arrange(keys);
  return kind === "numbers" || kind === "calendar" ? arranged : [...keys].sort();
}

const sorted = (units: Readonly<Record<string, string>> = {}): [string, string][] =>
  Object.entries(units).sort(([a], [b]) => (a < b ? -1 : 1));

function compareAssumption(
  old: AssumptionState | undefined,
  now: AssumptionState | undefined,
  date: string,
  units: OwnUnits,
): AssumptionChange[] {
  const shown = now ?? old;
  if (!shown) return [];
  const presence: Presence = !old ? "added" : !now ? "removed" : "changed";
  const isDerived = old?.expression !== undefined && now?.expression !== undefined;
  const sameQuantity = old !== undefined && now !== undefined && isSameQuantity(old, now, units);
  const valueChanged = !old || !now || (!sameValue(old, now) && !isDerived && !sameQuantity);
  const grewStale = now?.stale === true && old?.stale !== true;
  if (
    !valueChanged &&
    !grewStale &&
    old &&
    now &&
    saidOf(old) === saidOf(now) &&
    fieldsOf(old, now, valueChanged).length === 0
  )
    return [];
  const unit = describeUnitOf(shown);
  const oldUnit = old && describeUnitOf(old);
  const age = now && monthsBetween(now.asOf, date);
  return [
    {
      id: shown.id,
      label: shown.label,
      presence,
      cells: changedCells(old, now),
      unit,
      oldUnit: oldUnit === unit ? undefined : oldUnit,
      ...rangesOf(old, now),
      oldSources: old?.sources ?? [],
      newSources: now?.sources ?? [],
      oldAsOf: old?.asOf,
      newAsOf: now?.asOf,
      ageMonths: age,
      reason: saysReason(old, now, valueChanged) ? now?.reason : undefined,
      fields: old && now ? fieldsOf(old, now, valueChanged) : [],
      flags: flagsOf(old, now, valueChanged),
      valueChanged,
      sameQuantity: sameQuantity || undefined,
      place: valueChanged ? shown.valuePlace : shown.place,
    },
  ];
}

/** The ranges of both sides; ends that were written in another unit have their last digits where nothing else tells the sides apart. */
function rangesOf(
  old: AssumptionState | undefined,
  now: AssumptionState | undefined,
): Pick<AssumptionChange, "oldRange" | "newRange"> {
  const sides = [old, now];
  const [oldRange = "", newRange = ""] = sides.map((side) => side && describeRange(side));
  if (oldRange !== newRange) return { oldRange, newRange };
  const [oldEnds = "", newEnds = ""] = sides.map((side) => side && describeRange({ ...side, converted: undefined }));
  return oldEnds === newEnds ? { oldRange, newRange } : { oldRange: oldEnds, newRange: newEnds };
}

/** Whether a reason is told beside a change; one that was taken back, or took the place of another, is told as what is said otherwise. */
const saysReason = (
  old: AssumptionState | undefined,
  now: AssumptionState | undefined,
  valueChanged: boolean,
): boolean => (valueChanged && now?.reason !== undefined) || old?.reason === undefined || now === undefined;

/** All that an entry says but its value, as one text. */
function saidOf(state: AssumptionState): string {
  const {
    label,
    low,
    high,
    unit,
    columnUnits,
    shown,
    columnShown,
    distribution,
    ends,
    mix,
    kind,
    sources,
    asOf,
    note,
    reason,
  } = state;
  const { expression } = state;
  const range = [low, high].map((end) => end && cellsOf(end));
  const { name, percentiles } = distribution;
  return JSON.stringify([
    [label, range, unit, sorted(columnUnits), shown, sorted(columnShown), name, percentiles, ends, mix],
    [kind, sources, asOf, note, reason, expression],
    [state.said?.choices, state.data && [state.data.file, state.data.key, state.data.columns.map(declaredOf)]],
  ]);
}

/** Whether two sides give one quantity in two units. */
function isSameQuantity(old: AssumptionState, now: AssumptionState, units: OwnUnits): boolean {
  if (old.unit === now.unit || old.shape !== now.shape || old.columnUnits || now.columnUnits) return false;
  const [before, after] = [cellsOf(old.value), new Map(cellsOf(now.value))];
  return (
    before.length === after.size &&
    before.every(([key, value]) => {
      const [same, is] = [inUnit(value, old.unit, now.unit, units), after.get(key)];
      return same !== undefined && is !== undefined && Math.abs(same - is) <= 1e-12 * Math.abs(is);
    })
  );
}

/** What is said otherwise of an assumption, but for what a change has a place of its own for: value, unit, range, sources, date, reason. */
function fieldsOf(old: AssumptionState, now: AssumptionState, valueChanged: boolean): FieldChange[] {
  // Keys that came or went are told as such.
  const shared = (state: AssumptionState, other: AssumptionState): string =>
    state.keys.filter((key) => other.keys.includes(key)).join(", ");
  const isReordered = shared(old, now) !== shared(now, old);
  const tellsReason = !saysReason(old, now, valueChanged);
  const said = (state: AssumptionState): [string, string | undefined][] => [
    ["label", state.label],
    ["kind", state.kind],
    ["distribution", state.distribution.name],
    ["percentiles", state.distribution.percentiles?.join(", ")],
    ["ends", state.ends ?? "bounds"],
    ["mix", state.mix ? "true" : undefined],
    ["shown in", state.shown],
    ["order of keys", isReordered ? state.keys.join(", ") : undefined],
    ["columns", state.columns?.join(", ")],
    ["stale after", state.staleAfter],
    ["expression", state.expression],
    ["note", state.note],
    ["reason", tellsReason ? state.reason : undefined],
    ["choices", state.said?.choices?.join(", ")],
    ["file", state.data?.file],
    ["key", state.data?.key?.join(", ")],
  ];
  const after = new Map(said(now));
  const declared = old.data && now.data ? columnChanges(old.data, now.data) : [];
  return declared.concat(
    said(old).flatMap(([name, before]): FieldChange[] => {
      const text = after.get(name);
      if (before === text) return [];
      const tokens =
        (name === "note" || name === "reason") && before !== undefined && text !== undefined
          ? compareWords(wordsOf([before]), wordsOf([text]))[0]?.tokens
          : undefined;
      return [{ name, old: before, new: text, tokens }];
    }),
  );
}

function changedCells(old: AssumptionState | undefined, now: AssumptionState | undefined): AssumptionChange["cells"] {
  if (old?.data || now?.data) return dataCells(old?.data, now?.data);
  if (old?.said || now?.said) {
    const [before, after] = [old?.said, now?.said].map((one) => one && describeSaid(one));
    if (before === after) return [];
    return [{ key: "", oldText: before, newText: after }];
  }
  const [before, after] = [old, now].map((side) => new Map(side ? cellsOf(side.value) : []));
  // Elements stand as the register has them: the keys of a series in its own order.
  const keys = [...new Set([now, old].flatMap((side) => (side ? keysOf(side) : [])))];
  const unitChanged = old !== undefined && now !== undefined && old.unit !== now.unit;
  return keys.flatMap((key) => {
    const [a, b] = [before?.get(key), after?.get(key)];
    if (a === b && !unitChanged) return [];
    return [
      {
        key,
        ...(a === undefined || !old ? {} : { old: a, oldText: describeNumber(seenIn(a, old, key)) }),
        ...(b === undefined || !now ? {} : { new: b, newText: describeNumber(seenIn(b, now, key)) }),
      },
    ];
  });
}

/** A cell's number in the unit that people see it in. */
const seenIn = (value: number, state: AssumptionState, key: string): number =>
  fromBlocks(value, declaredUnit(state, key.split(" ")[1]));

function keysOf({ shape, keys, columns = [] }: AssumptionState): string[] {
  if (shape === "scalar") return [""];
  return shape === "series" ? [...keys] : keys.flatMap((row) => columns.map((column) => `${row} ${column}`));
}

function flagsOf(
  old: AssumptionState | undefined,
  now: AssumptionState | undefined,
  valueChanged: boolean,
): AssumptionFlag[] {
  if (!now) return [];
  const flags: AssumptionFlag[] = [];
  if (old) {
    const sameSources = JSON.stringify(old.sources) === JSON.stringify(now.sources);
    // A scenario or an override asks "what if" and needs no source.
    const isSupposed = [old, now].some(({ setBy }) => setBy.startsWith("scenario ") || setBy === "--set");
    if (valueChanged && sameSources && old.asOf === now.asOf && !isSupposed) flags.push("source-unchanged");
    if (!valueChanged && !sameSources) flags.push("value-unchanged");
    if (valueChanged && isOutside(old, now)) flags.push("outside-old-range");
  }
  if (now.stale) flags.push("stale");
  return flags;
}

/** Whether an element that changed lies outside the range the old side gave it. */
function isOutside(old: AssumptionState, now: AssumptionState): boolean {
  if (old.low === undefined || old.high === undefined || old.unit !== now.unit) return false;
  const [before, low, high] = [old.value, old.low, old.high].map((value) => new Map(cellsOf(value)));
  return cellsOf(now.value).some(([key, value]) => {
    const ends = [low?.get(key), high?.get(key)].filter((end) => end !== undefined);
    if (ends.length < 2 || value === before?.get(key)) return false;
    return value < least(ends) || value > largest(ends);
  });
}

/** Whole months from a date, which may be given to the month or year, to another; from the end of a period, so never too many. */
function monthsBetween(from: string, to: string): number | undefined {
  const [year, month = 12] = from.split("-").map(Number);
  const [endYear, endMonth = 12] = to.split("-").map(Number);
  if (!year || !endYear) return undefined;
  return Math.max(0, 12 * (endYear - year) + endMonth - month);
}
