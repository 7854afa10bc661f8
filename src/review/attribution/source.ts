import type { Convert, OldValue } from "../inputs.js";

/** Values of assumptions by id in the new side's units, undefined for one that is not there; all others are as on the new side. */
export type Point = ReadonlyMap<string, OldValue | undefined>;

/**
 * How an output may rest on an assumption: by reading it, or only by going through the group that it is in, so that the same code may
 * run without it.
 */
export type Link = "named" | "member";

/** The new side's blocks, to be run on other assumptions. */
export interface AttributionSource {
  /** Those of some assumptions that an output may rest on, by its code; a sentence when it can't be computed outside a build. */
  links(output: string, ids: readonly string[]): ReadonlyMap<string, Link> | string;
  convert: Convert;
  /** Ids of the changed blocks that an output rests on; none where the old side's are not at hand. */
  blocks?(output: string): readonly string[];
  /** Whether a changed block reads an assumption itself, on either side. */
  reads?(block: string, id: string): boolean;
  /** Makes ready to compute some outputs, all of them numbers. */
  open(outputs: readonly string[]): AttributionSession;
}

export interface AttributionSession {
  /**
   * Some of the outputs it was opened for, at points: row after row, NaN where one comes to no finite number. Throws a MemoError when
   * nothing can be computed. `blocks` are those of the changed ones that are as on the new side; all of them unless told.
   */
  evaluate(outputs: readonly string[], points: readonly Point[], blocks?: ReadonlySet<string>): Promise<Worths>;
  /** Changed blocks in groups: those of one don't run without each other. Each is its own without this. */
  tied?(blocks: readonly string[]): readonly (readonly string[])[];
  close(): void;
}

export interface Worths {
  values: Float64Array;
  /** By output, why it first came to nothing, where a block failed. */
  trouble: ReadonlyMap<string, string>;
}
