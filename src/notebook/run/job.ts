import type { Diagnostic, Place } from "../../diagnostic.js";
import type { ClaimResult, FigureResult } from "../types.js";
import type { RunnableBlock } from "./compile.js";
import type { Described } from "./described.js";
import type { GivenTree } from "./trace.js";

/** What to run; plain data, made by the parent. */
export interface ExecutionJob {
  /** All blocks, each after those it depends on. */
  blocks: readonly RunnableBlock[];
  /** Ids of the blocks that don't run. */
  idle: ReadonlySet<string>;
  /** Values of the names that idle blocks define, as kept by the cache. */
  supplied: ReadonlyMap<string, unknown>;
  /** Ids of the blocks whose values are to be handed back for the cache, and handed on as plain data so that a cache makes no difference. */
  keep: ReadonlySet<string>;
  given: GivenTree;
  /** Names whose plain values come back. */
  want: readonly string[];
  /** Record reads of `given`; plain frozen objects otherwise. */
  trace: boolean;
  /** Where names are declared that other blocks use. */
  places?: ReadonlyMap<string, Place>;
  /** Of charts that were drawn before by the same code: from what, as `BlockRecord.inputs`. They are not drawn again from the same. */
  drawn?: ReadonlyMap<string, string>;
}

/** Parts of the assumptions in a value, by path; `itself` where the value is one. */
export interface Held {
  itself?: string;
  within: readonly string[];
}

/** What came of one block. */
export interface BlockRecord {
  blockId: string;
  /** Leaves of `given` it read, sorted. */
  reads: readonly string[];
  printed: readonly string[];
  diagnostics: readonly Diagnostic[];
  figure?: FigureResult;
  claim?: ClaimResult;
  /** For the cache: the values it defines as plain data, or why they can't be kept. */
  kept?: { values: ReadonlyMap<string, unknown> } | { reason: string };
  /** Of names that hold parts of the assumptions unread: the paths of these. */
  holds?: ReadonlyMap<string, Held>;
  /** Of a chart that is drawn from plain data of other blocks: that data, as text. */
  inputs?: string;
  /** The chart was not run, since it would be drawn from what `drawn` of the job says. */
  same?: true;
  /** The block was not run, since it would come to what it came to in the job before. */
  again?: true;
}

export interface ExecutionResult {
  records: readonly BlockRecord[];
  values: ReadonlyMap<string, unknown>;
}

/** The same as it leaves the realm: each printed line as the values it was printed from. */
export interface SentResult {
  records: readonly (
    | (Omit<BlockRecord, "printed" | "again"> & { printed: readonly (readonly Described[])[] })
    | Required<Pick<BlockRecord, "blockId" | "again">>
  )[];
  values: ReadonlyMap<string, unknown>;
  /** Names whose values were sent before and are the same. */
  same?: readonly string[];
}
