import type { ClaimEntry, ClaimState, Snapshot } from "./snapshot.js";
import { canonicalCode } from "./sources/code.js";
import type { ClaimChange, ClaimChanges, Presence } from "./types.js";

/** A claim is told to be closer to its flip when it lost this share of its margin. */
const LOST = 0.1;

/** Claims that flipped, came or went, by id, and those that still hold by much less. */
export function compareClaims(old: Pick<Snapshot, "claims">, now: Pick<Snapshot, "claims">): ClaimChanges {
  const ids = [...new Set([...now.claims.keys(), ...old.claims.keys()])].sort();
  const changes = ids.flatMap((id) => compareClaim(id, old.claims.get(id), now.claims.get(id)));
  const closer = changes.filter((change) => lost(change) >= LOST);
  const left = ({ new: state }: ClaimChange): number => state?.relativeMargin ?? Number.POSITIVE_INFINITY;
  return {
    flipped: changes.filter(({ presence, old: a, new: b }) => presence !== "changed" || a?.holds !== b?.holds),
    conditions: changes.filter(({ oldExpression }) => oldExpression !== undefined),
    closer: closer.sort((a, b) => compare(left(a), left(b)) || lost(b) - lost(a)),
    total: now.claims.size,
  };
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

function compareClaim(id: string, old: ClaimEntry | undefined, now: ClaimEntry | undefined): ClaimChange[] {
  const shown = now ?? old;
  if (!shown) return [];
  const presence: Presence = !old ? "added" : !now ? "removed" : "changed";
  const { expression, place } = shown;
  const isOther = old && now && canonicalCode(old.expression) !== canonicalCode(now.expression);
  return [
    {
      id,
      presence,
      expression,
      oldExpression: isOther ? old.expression : undefined,
      old: old && (isOther && isTurned(old.expression, now.expression) ? turned(stateOf(old)) : stateOf(old)),
      new: now && stateOf(now),
      place,
    },
  ];
}

function stateOf({ holds, margin, relativeMargin, left, right, operator }: ClaimEntry): ClaimState {
  return { holds, margin, relativeMargin, left, right, operator };
}

const MIRRORED: Readonly<Record<string, string>> = { "<": ">", ">": "<" };

/** One comparison of two sides, as tokens: what is compared, and `<` or `>`. */
const COMPARISON = /^([^<>&|?]+)\0([<>])(\0=)?\0([^<>&|?]+)$/;

/** Whether a condition has a side of the other one, and has it at its other end: `b < a` for `a > b`. */
function isTurned(old: string, now: string): boolean {
  const [, left, operator = "", , right] = COMPARISON.exec(canonicalCode(old)) ?? [];
  const [, newLeft, newOperator, , newRight] = COMPARISON.exec(canonicalCode(now)) ?? [];
  if (newOperator === undefined || MIRRORED[operator] !== newOperator) return false;
  return (left === newRight || right === newLeft) && left !== newLeft && right !== newRight;
}

/** The same outcome told from the other side, of which its margin is then a share. */
function turned({ left, right, operator = "", margin, ...state }: ClaimState): ClaimState {
  const mirrored = operator.replace(/[<>]/, (sign) => MIRRORED[sign] ?? sign);
  const relativeMargin = margin === undefined || !left ? undefined : margin / Math.abs(left);
  return { ...state, left: right, right: left, operator: mirrored, margin, relativeMargin };
}

/** The share of its relative margin that a claim lost which holds on both sides; of its plain one where the right side is zero. */
function lost({ old, new: now }: ClaimChange): number {
  if (!old?.holds || !now?.holds) return 0;
  const relative = old.relativeMargin !== undefined && now.relativeMargin !== undefined;
  const [before, after] = relative ? [old.relativeMargin, now.relativeMargin] : [old.margin, now.margin];
  if (before === undefined || after === undefined || !(before > 0)) return 0;
  return (before - after) / before;
}
