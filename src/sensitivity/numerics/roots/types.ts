/** Where an output meets a target, or passes it without meeting it; or where a claim flips. */
export type Root =
  /** Goes through it, upwards or downwards; a claim flips as its margin passes 0, and `holds` says what it does at the very place, if known. */
  | { kind: "crosses"; at: number; rising: boolean; holds?: boolean }
  /** Comes up to it, or down to it, and turns back; a claim flips there and nowhere beside it, if it is known to (`holds`). */
  | { kind: "touches"; at: number; holds?: boolean }
  /** Leaps over it. `before` and `after` are the output to either side, `at` the first place behind the leap; `holds` a claim there. */
  | { kind: "jumps"; at: number; before: number; after: number; holds?: boolean }
  /** Goes past all bounds on one side of it and comes back on the other. */
  | { kind: "pole"; at: number; rising: boolean }
  /** Is on one side before a stretch without results and on the other behind it. */
  | { kind: "skips"; from: number; to: number; before: number; after: number }
  /** Is equal to it all along. */
  | { kind: "stays"; from: number; to: number };

export interface Found {
  /** In rising order. */
  roots: readonly Root[];
  /** There are more than these, or there may be: the output turns oftener than the places tried can tell. */
  more: boolean;
  /** Where the output comes nearest, when it meets the target nowhere. */
  nearest?: { at: number; value: number };
  /** The stretch along which the nearest value stays the same, if it does. */
  plateau?: { from: number; to: number; value: number };
  /** Stretches in which the model has no result. */
  gaps: readonly { from: number; to: number }[];
  /** The output never falls, or never rises, from one place tried to the next. */
  monotone: boolean;
  /** On which side of the target it is at the two ends of the range; NaN where it has no result. */
  ends: readonly [number, number];
}

/** Whether the output is at the target there: not past it without having been at it. */
export const isMet = ({ kind }: Root): boolean => kind === "crosses" || kind === "touches" || kind === "stays";

export const placeOf = (root: Root): number => ("at" in root ? root.at : root.from);
