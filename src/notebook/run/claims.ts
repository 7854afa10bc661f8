import type { ClaimResult } from "../types.js";

/** A side of a claim that has been evaluated: a plain boolean, or what a comparison came to. */
export type Outcome = Pick<ClaimResult, "holds" | "left" | "right" | "operator" | "margin" | "relativeMargin">;
type Side = unknown;

const opposite: Readonly<Record<string, string>> = {
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
  "==": "!=",
  "!=": "==",
  "===": "!==",
  "!==": "===",
};

class Compared implements Outcome {
  constructor(
    readonly holds: boolean,
    readonly left?: number,
    readonly right?: number,
    readonly operator?: string,
    readonly margin?: number,
    readonly relativeMargin?: number,
  ) {}
}

/**
 * `left operator right`, with the margin when both are finite numbers: how far the left may move before the comparison flips,
 * positive while it holds. Equality that holds has no room (0), inequality flips at 0.
 */
export function compare(operator: string, left: unknown, right: unknown): Compared {
  const holds = holdsFor(operator, left, right);
  if (typeof left !== "number" || typeof right !== "number") return new Compared(holds);
  const margin = marginOf(operator, left, right);
  if (!Number.isFinite(margin)) return new Compared(holds, left, right, operator);
  return new Compared(holds, left, right, operator, margin, right === 0 ? undefined : margin / Math.abs(right));
}

/** Whether a comparison of JavaScript holds, by its operator. */
export function holdsFor(operator: string, left: unknown, right: unknown): boolean {
  // Comparison is JavaScript's own, whatever the sides are.
  const [a, b] = [left as number, right as number];
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "==":
      // biome-ignore lint/suspicious/noDoubleEquals: the author wrote it
      return a == b;
    case "!=":
      // biome-ignore lint/suspicious/noDoubleEquals: the author wrote it
      return a != b;
    case "===":
      return a === b;
    case "!==":
      return a !== b;
    default:
      throw new Error(`no comparison: ${operator}`);
  }
}

function marginOf(operator: string, left: number, right: number): number {
  if (operator.startsWith("<")) return right - left;
  if (operator.startsWith(">")) return left - right;
  const distance = Math.abs(left - right);
  return operator.startsWith("!") || distance === 0 ? distance : -distance;
}

/** Both sides hold; the one nearer to failing decides. The second is evaluated for its margin even where the first fails. */
export function all(first: () => Side, second: () => Side): Side {
  const a = first();
  if (!holds(a)) return nearer(a, tried(second), false);
  const b = second();
  return holds(b) ? nearer(a, b, true) : b;
}

/** One side holds; the one that holds by most decides, or of two that fail the one nearer to holding. */
export function any(first: () => Side, second: () => Side): Side {
  const a = first();
  if (holds(a)) {
    const b = tried(second);
    return b !== undefined && holds(b) && room(b) > room(a) ? b : a;
  }
  const b = second();
  return holds(b) ? b : room(b) > room(a) ? b : a;
}

/** The negation, with the margin turned round. */
export function not(side: Side): Side {
  if (!(side instanceof Compared)) return !side;
  const { holds, left, right, operator, margin, relativeMargin } = side;
  const turned = (x: number | undefined): number | undefined => (x === undefined ? undefined : 0 - x);
  return new Compared(!holds, left, right, operator && opposite[operator], turned(margin), turned(relativeMargin));
}

/**
 * The outcome of a claim as plain data.
 *
 * @throws TypeError when the value is neither true nor false.
 */
export function claimOutcome(value: unknown): Outcome {
  if (typeof value === "boolean") return { holds: value };
  if (!(value instanceof Compared)) throw new TypeError(`a claim must come to true or false, not ${typeof value}`);
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as unknown as Outcome;
}

/** Whether a claim's value holds; undefined when it is neither true nor false. */
export function claimHolds(value: unknown): boolean | undefined {
  return value instanceof Compared ? value.holds : typeof value === "boolean" ? value : undefined;
}

/** The margin of a claim's value; NaN when it has none. */
export function claimMargin(value: unknown): number {
  return value instanceof Compared ? (value.margin ?? Number.NaN) : Number.NaN;
}

function holds(side: Side): boolean {
  return side instanceof Compared ? side.holds : Boolean(side);
}

/** A side that plain JavaScript would not have evaluated; its error is none. */
function tried(side: () => Side): Side {
  try {
    return side();
  } catch {
    return undefined;
  }
}

/** Of two sides that came out alike, the one with the smaller room. */
function nearer(a: Side, b: Side, value: boolean): Side {
  if (b === undefined || holds(b) !== value) return a;
  return room(b) < room(a) ? b : a;
}

/** Margin by which sides are ranked: relative to the right side, or to the left where that is zero. None counts as endless. */
function room(side: Side): number {
  if (!(side instanceof Compared) || side.margin === undefined) return holds(side) ? Infinity : -Infinity;
  const scale = Math.abs(side.right ?? 0) || Math.abs(side.left ?? 0) || 1;
  return side.margin / scale;
}
