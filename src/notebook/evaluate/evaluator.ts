import os from "node:os";
import type { DerivationCode } from "../../assumptions/expressions/derive.js";
import { type Diagnostic, didYouMean, MemoError, sortDiagnostics } from "../../diagnostic.js";
import { once } from "../../once.js";
import type { Program } from "../analyse/program.js";
import { defaultLimits, type Limits, type Runner } from "../process/block-process.js";
import { runnable } from "../run/compile.js";
import type { GivenTree } from "../run/trace.js";
import { leaves } from "./leaves.js";
import { MergedRows } from "./merge.js";
import { EvaluatorPool } from "./pool.js";
import { EvaluatorClosed, type EvaluatorProcess } from "./process.js";
import { changedRows } from "./rows.js";
import { blocksBehind, derivationsBehind, findOutputs, Movement } from "./scope.js";
import { recordedSources } from "./tape/rewrite.js";
import type { Evaluated, EvaluationJob, Variation } from "./types.js";

export { EvaluatorClosed, startEvaluating } from "./process.js";
export type { Evaluated, EvaluationFailure, FailureCount, NonFiniteCount } from "./types.js";

/** Numbers sent at a time, points and results together: some megabytes, however long a sweep is. */
const NUMBERS_AT_A_TIME = 2 ** 17;
/** Rows in a piece at most, so that even a short sweep has some to share. */
const ROWS_AT_A_TIME = 1024;
/** Runs of blocks that pay for beginning a sweep in another process that is there. */
const WORTH_SHARING = 20_000;
/** Rows of a sweep that pay for recording it: what that takes grows with the blocks, as what it saves does. */
const WORTH_RECORDING = 8192;
/** Runs of blocks that pay for the start of another process. */
const WORTH_A_PROCESS = 100_000;
/** Runs of blocks that pay for another process on a core where others run. */
const WORTH_THE_CORE_OF_BLOCKS = 2_000_000;

/** Processes that share so many runs of single blocks: counted, not timed, so that it is the same on every run; at most one a core. */
export const processesFor = (runs: number): number =>
  Math.min(os.availableParallelism(), 1 + Math.floor(runs / WORTH_A_PROCESS));

/**
 * As many beside blocks that run meanwhile: one core is theirs, unless there is far more to do than they do. What the start of another process takes
 * would be taken from them.
 */
export const processesBeside = (runs: number): number =>
  Math.min(processesFor(runs), Math.max(1, os.availableParallelism() - (runs < WORTH_THE_CORE_OF_BLOCKS ? 1 : 0)));

export interface EvaluatorOptions {
  /** The base: assumption values by group and name. */
  given: GivenTree;
  /** Names of outputs, ids of claims; any other value by its name, and a part of one by keys: `multiples.2029`. */
  outputs: readonly string[];
  /** What may be varied, with the paths of its numbers; `any` (unless told) for every assumption. */
  vary?: readonly { id: string; leaves: readonly string[] }[] | "any";
  /** How derived assumptions follow the others: `derivations(register)`. They stay as in `given` without it. */
  derivations?: readonly DerivationCode[];
  /** Seconds hold for one point, megabytes for a process. */
  limits?: Limits;
  /** A process started before. */
  runner?: Runner;
  /** Processes that share sweeps, and the rows of long ones; one unless told. Results and errors are the same. */
  processes?: number;
  /** Runs of blocks for each process that shares the rows of a sweep. */
  worthSharing?: number;
  /** Rows of a sweep that is recorded. */
  worthRecording?: number;
  /** Closes it. */
  signal?: AbortSignal | undefined;
}

/** The blocks behind some outputs, ready to be run at many points in a process of their own. */
export interface Evaluator {
  /**
   * The outputs at `n` points. `points` has a row for each and a column for each of `paths`, leaf paths under `given` (`gw.add.2026`);
   * what no column gives is as in the base. Blocks that don't depend on those paths don't run again. As many calls at a time as there are processes:
   * further ones wait.
   *
   * @throws RangeError when `points` is not of that shape; MemoError for an unknown path, a point that passes a limit, or blocks that
   * are not the same when they run again; EvaluatorClosed when `close` came first.
   */
  evaluate(
    points: Float64Array,
    n: number,
    paths: readonly string[],
    options?: {
      /** Hears how many points are done, some twenty times a second on long runs. */
      onProgress?: (done: number, of: number) => void;
      /** Those that are asked for, of the evaluator's; all unless told. What others come to has no meaning then: blocks that these don't rest on stay. */
      outputs?: readonly string[];
    },
  ): Promise<Evaluated>;
  /** Ids of the blocks that run at each point when these paths vary, in program order. */
  moving(paths: readonly string[]): string[];
  /** Varies nothing, twice, and names the block whose values are not the same again; empty for a pure program. */
  checkPurity(): Promise<Diagnostic[]>;
  /** Whether a sweep threw this and its process was ended for it: blocks went wrong, not what was asked. */
  wasEndedBy(error: unknown): boolean;
  /** Ends it. What is being evaluated is given up. */
  close(): void;
}

/**
 * Compiles the blocks behind some outputs in a process of their own and runs them once at the base.
 *
 * @throws MemoError for unknown outputs, for what blocks do wrong at the base, and for outputs that are neither numbers, truth values
 * nor texts.
 */
export async function openEvaluator(program: Program, options: EvaluatorOptions): Promise<Evaluator> {
  const { given, vary = "any", derivations = [], limits = defaultLimits, runner, signal } = options;
  const found = findOutputs(program, options.outputs);
  const behind = blocksBehind(program, found.outputs);
  const places = leaves(given);
  const varied = vary === "any" ? undefined : new Set(vary.flatMap((one) => one.leaves));
  const problems = [...found.diagnostics, ...behind.diagnostics];
  for (const path of varied ?? []) if (!places.has(path)) problems.push(unknownPath(path, places.keys()));
  if (problems.length > 0) {
    runner?.stop();
    throw new MemoError(sortDiagnostics(problems));
  }
  const job: EvaluationJob = {
    blocks: behind.blocks.map(runnable),
    outputs: found.outputs,
    given,
    derivations: derivationsBehind(behind.blocks, derivations),
    seconds: limits.seconds,
  };
  const pool = new EvaluatorPool(job, limits, Math.max(1, options.processes ?? 1));
  const stop = (): void => pool.close();
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) {
    runner?.stop();
    throw new EvaluatorClosed();
  }
  await pool.open(runner);

  const sources = once(() => recordedSources(job));
  const movement = new Movement(behind.blocks, job.derivations);
  /** What moves with some paths; which of its blocks, by position, run for some outputs; and the columns of these. */
  const variationOf = (
    paths: readonly string[],
    outputs: readonly string[] | undefined,
  ): { variation: Variation; moving: readonly number[]; columns: readonly number[] } => {
    const variation = movement.of(paths);
    if (!outputs) return { variation, moving: [...variation.blocks.keys()], columns: [...job.outputs.keys()] };
    const asked = new Set(outputs);
    const columns = [...job.outputs.keys()].filter((column) => asked.has(job.outputs[column]?.output ?? ""));
    const behind = new Set(columns.flatMap((column) => job.outputs[column]?.blockId ?? []));
    return { variation, moving: movement.behind(variation, [...behind]), columns };
  };
  const check = (points: Float64Array, n: number, paths: readonly string[]): void => {
    if (!Number.isInteger(n) || n < 0 || points.length !== n * paths.length)
      throw new RangeError(`${points.length} numbers are not ${n} points of ${paths.length}`);
    const unknown = paths.find((path) => !places.has(path));
    if (unknown !== undefined) throw new MemoError([unknownPath(unknown, places.keys())]);
    const stray = varied && paths.find((path) => !varied.has(path));
    if (stray !== undefined) throw new RangeError(`\`${stray}\` is not among what this evaluator varies`);
    const twice = paths.find((path, at) => paths.indexOf(path) !== at);
    if (twice !== undefined) throw new RangeError(`\`${twice}\` is given by two columns`);
  };
  const purity = async (process: EvaluatorProcess, moving: readonly number[]): Promise<Diagnostic[]> => [
    ...(await process.ask({ type: "purity", moving }, "purity")).diagnostics,
  ];
  const fatal = new WeakSet<object>();

  const sweep = async (
    points: Float64Array,
    n: number,
    paths: readonly string[],
    onProgress: (done: number, of: number) => void,
    outputs: readonly string[] | undefined,
  ): Promise<Evaluated> => {
    const { variation, moving, columns } = variationOf(paths, outputs);
    const width = Math.max(1, paths.length, found.outputs.length);
    // Pieces are the same however many processes there are, since errors name them.
    const chunk = Math.min(ROWS_AT_A_TIME, Math.max(1, Math.floor(NUMBERS_AT_A_TIME / width)));
    const pieces = Math.max(1, Math.ceil(n / chunk));
    const shares = Math.floor((n * moving.length) / (options.worthSharing ?? WORTH_SHARING));
    const count = Math.max(1, Math.min(pool.most, pieces, shares));
    const merged = new MergedRows(job, pool.texts, n, count, columns);
    const done = new Array<number>(count).fill(0);
    const asked = new Set<EvaluatorProcess>();
    let isGivenUp = false;
    const part = async (process: EvaluatorProcess, at: number): Promise<void> => {
      const tell = (rows: number): void => {
        done[at] = rows;
        onProgress(
          done.reduce((sum, each) => sum + each, 0),
          n,
        );
      };
      const from = Math.floor((pieces * at) / count) * chunk;
      const to = Math.min(n, Math.floor((pieces * (at + 1)) / count) * chunk);
      // Points follow at once, so that the process has something to do whatever this thread is at.
      const isLong = n >= (options.worthRecording ?? WORTH_RECORDING);
      const varied = process.vary(variation, moving, columns, isLong ? sources : undefined);
      varied.catch(() => {});
      const next = async (first: number): Promise<void> => {
        const rows = Math.min(chunk, to - first);
        const reply = await process.ask(
          {
            type: "points",
            points: changedRows(points.subarray(first * paths.length, (first + rows) * paths.length), paths.length),
            count: rows,
            first,
          },
          "rows",
          {
            progress: (some) => tell(first - from + some),
            notes: (draw) =>
              draw === undefined
                ? [`at one of the draws ${first} to ${first + rows - 1}`]
                : valuesAt(points, paths, draw),
          },
        );
        merged.add(at, first, rows, reply.rows);
        tell(first - from + rows);
      };
      // One piece ahead, so that the process need not wait for the next.
      let ahead: Promise<void> = Promise.resolve();
      for (let first = from; first < to; first += chunk) {
        const current = next(first);
        current.catch(() => {});
        await ahead;
        ahead = current;
      }
      await varied;
      await ahead;
      const { unchanged } = await process.ask({ type: "settle" }, "settled");
      if (unchanged) return;
      const impure = await purity(
        process,
        moving.flatMap((at) => variation.blocks[at] ?? []),
      );
      throw new MemoError(impure.length > 0 ? impure : [drifted(options.outputs)]);
    };
    const take = async (at: number): Promise<void> => {
      const process = await pool.take();
      if (isGivenUp) return pool.give(process);
      asked.add(process);
      try {
        await part(process, at);
        asked.delete(process);
        pool.give(process);
      } catch (error) {
        // Its state is no longer the base's.
        pool.drop(process);
        throw error;
      }
    };
    const parts = Array.from({ length: count }, (_, at) => take(at));
    for (const one of parts) one.catch(() => {});
    try {
      // In their order: what is told is what goes wrong in the first of them, whichever was there before.
      for (const one of parts) await one;
    } catch (error) {
      isGivenUp = true;
      for (const process of asked) pool.drop(process);
      if (error instanceof MemoError) fatal.add(error);
      throw error;
    }
    return merged.result();
  };

  return {
    evaluate: async (points, n, paths, { onProgress = () => {}, outputs } = {}) => {
      check(points, n, paths);
      return sweep(points, n, paths, onProgress, outputs);
    },
    moving: (paths) => movement.of(paths).blocks.map((index) => job.blocks[index]?.id ?? ""),
    checkPurity: async () => {
      const process = await pool.take();
      try {
        const found = await purity(process, movement.of([...(varied ?? places.keys())]).blocks);
        pool.give(process);
        return found;
      } catch (error) {
        pool.drop(process);
        throw error;
      }
    },
    wasEndedBy: (error) => typeof error === "object" && error !== null && fatal.has(error),
    close: () => {
      signal?.removeEventListener("abort", stop);
      stop();
    },
  };
}

const MOST_VALUES = 8;

/** A draw's values as lines, where they are few. */
function valuesAt(points: Float64Array, paths: readonly string[], draw: number): string[] {
  if (paths.length > MOST_VALUES) return [];
  return paths.map((path, at) => `with given.${path} = ${points[draw * paths.length + at]}`);
}

function unknownPath(path: string, known: Iterable<string>): Diagnostic {
  const hint = didYouMean(path, known);
  return {
    rule: "notebook/unknown-assumption",
    severity: "error",
    message: `\`given.${path}\` is no number among the assumptions`,
    expected: "the path of a number, such as `group.name` or `group.name.2029`",
    about: path,
    hint,
  };
}

function drifted(outputs: readonly string[]): Diagnostic {
  return {
    rule: "notebook/impure",
    severity: "error",
    message: `after many runs the base no longer comes to the same ${outputs.map((name) => `\`${name}\``).join(", ")}`,
    about: outputs[0],
    expected: "values that follow from the assumptions alone",
    hint: "look for a function that keeps something between calls",
  };
}
