import type { DerivationCode } from "../../assumptions/expressions/derive.js";
import type { Diagnostic, Place } from "../../diagnostic.js";
import type { RunnableBlock } from "../run/compile.js";
import type { GivenTree } from "../run/trace.js";
import type { ChangedRows } from "./rows.js";

/** A block that failed at a point of an evaluation. */
export interface EvaluationFailure {
  /** Row of the points, from 0. */
  draw: number;
  blockId: string;
  message: string;
  place: Place;
}

/** How often a block failed, over all points. */
export interface FailureCount {
  blockId: string;
  count: number;
  /** The first row at which it did. */
  first: number;
}

/** An output that was computed but came to no finite number (or, where it is a text, to no text). */
export interface NonFiniteCount {
  output: string;
  blockId: string;
  count: number;
  /** The first row at which it did. */
  first: number;
}

/** What a program came to at many points. */
export interface Evaluated {
  /**
   * Row after row, a column for each output in the order asked for: numbers as they are, infinite ones too; claims and truth values
   * as 1 and 0; texts as indices into `texts`. NaN where a block that the output rests on failed.
   */
  outputs: Float64Array;
  /**
   * Row after row, a column for each claim among the outputs, in their order: by how much it holds, see `ClaimResult.margin`; NaN
   * where no comparison decides. Absent when no claim was asked for.
   */
  margins?: Float64Array;
  /** For each output that is a text, the texts met, in the order in which rows first have them; undefined for the others. */
  texts: readonly (readonly string[] | undefined)[];
  /** The first failures of each block, in the order of rows; `failureCounts` has them all. */
  failures: readonly EvaluationFailure[];
  /** By block, in program order. */
  failureCounts: readonly FailureCount[];
  /** Rows at which any block failed. */
  failedDraws: number;
  /** By output. */
  nonFinite: readonly NonFiniteCount[];
}

/** Where an output's value is found once the blocks have run. */
export interface OutputSource {
  /** As asked for. */
  output: string;
  blockId: string;
  /** The name that holds it; absent for a claim. */
  name?: string;
  /** Keys into the value: `2029` of `multiples.2029`. */
  keys: readonly string[];
}

/** What an evaluation computes, as data that crosses to the process that does it. */
export interface EvaluationJob {
  /** The blocks that the outputs rest on, each after those it depends on. */
  blocks: readonly RunnableBlock[];
  outputs: readonly OutputSource[];
  given: GivenTree;
  derivations: readonly DerivationCode[];
  /** The longest that one point may take. */
  seconds: number;
}

/** Numbers that sweeps give, and what of the job moves with them. */
export interface Variation {
  /** Leaf paths under `given`, in the order of the points' columns. */
  paths: readonly string[];
  /** Indices of blocks that move, rising. */
  blocks: readonly number[];
  /** Indices of derivations that are computed at each point, rising. */
  derivations: readonly number[];
  /** Which of `blocks`, by position in it, move when one path alone does; each list once, and for each path the number of its. */
  reaches: readonly (readonly number[])[];
  reachOf: readonly number[];
}

/** Sources that write down what they compute, by index in the job; null where one can't. */
export interface RecordedSources {
  blocks: readonly (string | null)[];
  derivations: readonly (string | null)[];
}

/** What came of some rows of a sweep. */
export interface EvaluatedRows {
  /** Of the columns that are told. */
  outputs: Float64Array;
  /** Of the claims among them. */
  margins: Float64Array;
  /** For each output the texts that earlier rows of the sweep had not. */
  newTexts: readonly (readonly string[])[];
  failures: readonly EvaluationFailure[];
  failureCounts: readonly FailureCount[];
  failedDraws: number;
  nonFinite: readonly { column: number; count: number; first: number }[];
}

/** What the parent asks of an evaluating process; each is answered in turn. */
export type EvaluationRequest =
  | { type: "evaluator"; job: EvaluationJob; sqlite?: string }
  /**
   * Begins a sweep over the variation of that number, which is sent the first time: of its blocks those at the positions `moving` run, and of the outputs
   * those in `columns`, rising, are told. `isLong`: its rows are so many that they are worth recording.
   */
  | {
      type: "vary";
      number: number;
      variation?: Variation;
      moving: readonly number[];
      columns: readonly number[];
      isLong?: boolean;
    }
  /** What long sweeps are recorded by; answered like a variation. */
  | { type: "record"; sources: RecordedSources }
  /** `first` is the row of the sweep at which these points begin. */
  | { type: "points"; points: Float64Array | ChangedRows; count: number; first: number }
  /** Put everything back to the base and see whether the outputs come to what they were. */
  | { type: "settle" }
  /** Find the block behind outputs that are not the same again; `moving` are indices of those that would move. */
  | { type: "purity"; moving: readonly number[] };

export type EvaluationReply =
  /** `texts` says which outputs are texts. */
  | { type: "opened"; diagnostics: readonly Diagnostic[]; texts: readonly boolean[] }
  /** Rows of the present request that are done; not the last word on it. */
  | { type: "progress"; done: number }
  | { type: "varied" }
  | { type: "rows"; rows: EvaluatedRows }
  /** A point took too long; nothing more can be asked. */
  | { type: "too-long"; draw: number; index: number }
  | { type: "settled"; unchanged: boolean }
  | { type: "purity"; diagnostics: readonly Diagnostic[] };
