import { hasZero } from "../assumptions/units/block-units.js";
import { digitsForTolerance, roundAsPrinted } from "../render/data/round.js";
import { withoutNoise } from "../text/decimal.js";
import type { OutputState, Snapshot } from "./snapshot.js";
import type { Attribution, OutputChange, Presence } from "./types.js";

/** Digits of a quotient of such values; what lies beyond is noise of binary arithmetic. */
const DIGITS = 12;

/**
 * What became of each output, in the order in which it is told: texts and units that changed, then numbers by materiality, key outputs
 * before others of the same, then by name; last what only one side has. Unchanged ones have no difference or one of zero.
 */
export function compareOutputs(old: Pick<Snapshot, "outputs">, now: Pick<Snapshot, "outputs">): OutputChange[] {
  const names = new Set([...now.outputs.keys(), ...old.outputs.keys()]);
  const changes = [...names].flatMap((name) => compareOutput(old.outputs.get(name), now.outputs.get(name)));
  return changes.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      weight(b) - weight(a) ||
      Number(b.key) - Number(a.key) ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
}

/** Whether a change is at least as large as the output's tolerance; what is no number is material when it differs at all. */
export function isMaterial(change: OutputChange): boolean {
  return isChanged(change) && (change.difference === undefined || weight(change) >= 1);
}

/** Whether the two sides differ at all. */
export function isChanged(change: OutputChange): boolean {
  if (change.presence !== "changed" || change.oldUnit !== undefined) return true;
  return change.difference === undefined ? change.old !== change.new : change.difference !== 0;
}

/** An output's tolerance as an absolute number; a relative one is of the old value, or of the new where that is zero. */
export function toleranceOf(state: Pick<OutputState, "tolerance">, old: number, now: number): number {
  return "absolute" in state.tolerance
    ? state.tolerance.absolute
    : state.tolerance.relative * Math.abs(old === 0 ? now : old);
}

/** The smaller of what the two sides call material. */
export const strictestTolerance = (
  before: Pick<OutputState, "tolerance">,
  after: Pick<OutputState, "tolerance">,
  old: number,
  now: number,
): number => Math.min(toleranceOf(before, old, now), toleranceOf(after, old, now));

function compareOutput(old: OutputState | undefined, now: OutputState | undefined): OutputChange[] {
  const shown = now ?? old;
  if (!shown) return [];
  const { name, label, key, unit, format, place } = shown;
  const presence: Presence = !old ? "added" : !now ? "removed" : "changed";
  const unitChanged = old !== undefined && now !== undefined && old.unit !== now.unit;
  const change: OutputChange = {
    name,
    label,
    presence,
    key,
    ...(old ? { old: old.value, oldText: old.convertedText ?? old.text } : {}),
    ...(now ? { new: now.value, newText: now.text } : {}),
    unit,
    oldUnit: unitChanged ? old.unit : undefined,
    format,
    place,
  };
  if (!old || !now || unitChanged || !isFiniteNumber(old.value) || !isFiniteNumber(now.value)) return [change];
  // Values are written as finely as format and tolerance ask: another format alone is no move.
  const isExact = toleranceOf(old, old.value, now.value) === 0 || toleranceOf(now, old.value, now.value) === 0;
  const isSame = !isExact && (writtenLike(old.value, now) === now.value || writtenLike(now.value, old) === old.value);
  const difference = isSame ? 0 : between(old.value, now.value);
  // Who widens a tolerance can't hide a change behind it.
  const tolerance = strictestTolerance(old, now, old.value, now.value);
  // A temperature in degrees has no percent that says anything.
  const hasPercent = old.value !== 0 && old.value * now.value >= 0 && !hasZero(format.to);
  return [
    {
      ...change,
      difference,
      ...(hasPercent ? { percent: clean((100 * difference) / Math.abs(old.value)) } : {}),
      ...(tolerance > 0 ? { materiality: clean(Math.abs(difference) / tolerance) } : {}),
    },
  ];
}

/** Whether both ends are as computed: where the code moved a value it begins with what was written. */
export const isComputed = ({ steps }: Pick<Attribution, "steps">): boolean => steps[0]?.kind !== "model";

/**
 * A change with the difference of what was computed, where both sides were, in place of that of two values that are written rounded. Whether it is
 * material goes by these.
 */
export function exactly(change: OutputChange, { from, to }: { from: number; to: number }): OutputChange {
  const { difference, percent } = change;
  const exact = between(from, to);
  if (difference === undefined || difference === 0 || exact === 0) return change;
  return {
    ...change,
    difference: exact,
    ...(percent === undefined || from === 0 ? {} : { percent: clean((100 * exact) / Math.abs(from)) }),
  };
}

/** A value as it would be written where an output has another format or tolerance. */
const writtenLike = (value: number, { text, tolerance }: OutputState): unknown =>
  roundAsPrinted(value, text, digitsForTolerance(value, tolerance));

/** Narrows to a number that can be reckoned with. */
export function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

const between = (old: number, now: number): number => withoutNoise(now - old, Math.max(Math.abs(old), Math.abs(now)));

const clean = (value: number): number => Number(value.toPrecision(DIGITS));

function rank(change: OutputChange): number {
  if (change.presence !== "changed") return 2;
  return change.difference === undefined && isChanged(change) ? 0 : 1;
}

/** Materiality for ranking: with a tolerance of zero any change weighs more than all others. */
function weight({ materiality, difference = 0 }: OutputChange): number {
  return materiality ?? (difference === 0 ? 0 : Number.POSITIVE_INFINITY);
}
