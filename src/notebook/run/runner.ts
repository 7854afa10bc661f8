import { type Diagnostic, type Place, type Position, sortDiagnostics } from "../../diagnostic.js";
import { append } from "../../lists.js";
import { isError } from "../../rules/rule.js";
import type { Program } from "../analyse/program.js";
import { BlockProcess, defaultLimits, type Limits, type Outcome, type Runner } from "../process/block-process.js";
import { listable } from "../process/wire.js";
import type { BlockStatus, ClaimResult, FigureResult, RunResult } from "../types.js";
import { type Cache, changedParts, type KeyParts } from "./cache.js";
import type { RunnableBlock } from "./compile.js";
import type { BlockRecord, ExecutionJob, ExecutionResult, Held } from "./job.js";
import { drawingParts, keyParts } from "./key-parts.js";
import type { GivenTree } from "./trace.js";
import { wholeJob } from "./whole-job.js";

export { defaultLimits, type Limits, type Runner } from "../process/block-process.js";
export { type Cache, openCache } from "./cache.js";
export type { GivenTree } from "./trace.js";

/** Why a plain block ran that has nothing new. */
export const ALWAYS_RUNS = "plain blocks always run";

/** Why what is kept of a block was taken. */
const UNCHANGED = "nothing it rests on has changed";

/** Why a chart was not drawn again whose code, assumptions and blocks behind it are not known to be the same. */
const SAME_INPUTS = "it would be drawn from the same values";

/** Starts the process that will run the blocks, so that it loads while the memo is read. It doesn't keep this process alive. */
export function startRunner({ megabytes = defaultLimits.megabytes }: { megabytes?: number } = {}): Runner {
  return new BlockProcess(megabytes);
}

/** What a run needs besides the program. */
export interface RunJob {
  /** Assumption values by group and name: numbers at the leaves. */
  given: GivenTree;
  /** Names whose values come back as plain data. */
  want: readonly string[];
  limits?: Limits;
  cache?: Cache;
  /** Charts are drawn; otherwise chart blocks don't run. */
  draws?: boolean;
  /** Ids of charts that are left to another time where they aren't kept: those behind which nothing else stands. */
  later?: ReadonlySet<string>;
  /** Versions of the engine and of what it computes with; part of every cache key. */
  versions: string;
  /** A process started before; one is started otherwise. It runs one job. */
  runner?: Runner;
  /** Record which assumptions each block reads; yes unless told. */
  trace?: boolean;
}

/**
 * Runs the blocks of a program in a process of their own and gathers what they came to. Plain blocks always run; charts and
 * blocks marked `expensive` come from the cache where their content is unchanged. What goes wrong in blocks is in the
 * diagnostics, all of it; a block that failed, or rests on one that did, has no entry in `reads`.
 */
export async function run(program: Program, job: RunJob): Promise<RunResult> {
  const { cache, draws = false } = job;
  const whole = wholeJob(program, job);
  const { blocks, keep: keepable } = whole;
  const drawable = (block: RunnableBlock): boolean => block.kind !== "chart" || draws;
  const parts = cache && keyParts(program, job.given, job.versions);
  const last = cache?.lastParts() ?? new Map<string, KeyParts>();

  const hits = new Map<string, BlockRecord>();
  const lookUp = (some: readonly RunnableBlock[]): void => {
    for (const block of some) {
      if (!cache || !drawable(block) || (block.kind !== "chart" && !keepable.has(block.id))) continue;
      const key = parts?.get(block.id);
      const record = key && cache.get(key);
      if (record?.blockId === block.id) hits.set(block.id, record);
    }
  };
  const { later = NONE } = job;
  lookUp(blocks.filter(({ id }) => !later.has(id)));
  const neededBy = dropNeeded(blocks, hits, new Set(job.want));
  const drawings = cache && draws ? drawingParts(program, job.given, job.versions) : undefined;
  const drawn = new Map<string, BlockRecord & { inputs: string }>();
  for (const { id } of blocks) {
    const key = hits.has(id) || keepable.has(id) || later.has(id) ? undefined : drawings?.get(id);
    const record = key && cache?.get(key);
    if (record?.blockId === id && record.inputs !== undefined) drawn.set(id, { ...record, inputs: record.inputs });
  }
  const idle = new Set(
    blocks.filter((block) => hits.has(block.id) || later.has(block.id) || !drawable(block)).map(({ id }) => id),
  );

  const performed = perform(job, {
    ...whole,
    idle,
    supplied: suppliedValues(hits),
    ...(cache ? { drawn: new Map([...drawn].map(([id, { inputs }]) => [id, inputs])) } : {}),
  });
  // Where looking up fails nobody asks what it comes to.
  performed.catch(() => {});
  // None of these runs, and no block needs what it defines: what is kept of them is looked up meanwhile.
  lookUp(blocks.filter(({ id }) => later.has(id)));
  const undrawn = new Set([...later].filter((id) => !hits.has(id)));
  const outcome = await performed;
  const result: ExecutionResult = outcome.type === "answer" ? outcome.result : { records: [], values: new Map() };
  const fresh = new Map<string, BlockRecord>();
  const same = new Set<string>();
  for (const record of result.records) {
    const before = record.same && drawn.get(record.blockId);
    if (before) {
      same.add(record.blockId);
      hits.set(record.blockId, before);
    } else fresh.set(record.blockId, record);
  }
  const ended = endDiagnostic(outcome, blocks, job.limits ?? defaultLimits);

  const statusOf = (block: RunnableBlock): BlockStatus | undefined => {
    if (same.has(block.id)) return { blockId: block.id, state: "cached", reason: SAME_INPUTS };
    const record = fresh.get(block.id);
    if (hits.has(block.id) || record?.again) return { blockId: block.id, state: "cached", reason: UNCHANGED };
    if (!record) return undefined;
    const before = last.get(block.id);
    const why = !cache
      ? "no cache is in use"
      : reasonToRun(block, {
          key: before && parts?.get(block.id),
          last: before,
          needed: neededBy.get(block.id),
          record,
          keepable,
        });
    return { blockId: block.id, state: "ran", reason: why };
  };
  if (cache) {
    for (const [id, record] of fresh) {
      const block = blocks.find((candidate) => candidate.id === id);
      const key = block && isKept(block, record, keepable) ? parts?.get(id) : undefined;
      if (!key || !block) continue;
      const diagnostics = record.diagnostics.map((one) => ({
        ...one,
        place: movedBy(one.place ?? block.place, block.place, -1),
      }));
      cache.put(key, withoutInputs({ ...record, diagnostics }));
      const drawing = drawings?.get(id);
      if (drawing && record.inputs !== undefined && record.diagnostics.length === 0) cache.put(drawing, record);
    }
    for (const id of same) {
      const [key, record] = [parts?.get(id), hits.get(id)];
      if (key && record) cache.put(key, withoutInputs(record));
    }
    if (outcome.type === "answer" && undrawn.size === 0 && parts) cache.finish?.(parts.all());
  }
  const gathered = gather(blocks, hits, fresh);
  const values = new Map(result.values);
  for (const [name, value] of suppliedValues(hits)) if (job.want.includes(name)) values.set(name, value);
  return {
    ...gathered,
    values: new Map([...values].map(([name, value]) => [name, listedOnce(value)])),
    status: blocks.map(statusOf).filter((status) => status !== undefined),
    ...(undrawn.size > 0 ? { undrawn } : {}),
    diagnostics: sortDiagnostics([...oncePerPlace(gathered.diagnostics), ...(ended ? [ended] : [])]),
  };
}

const NONE: ReadonlySet<string> = new Set();

const listed = new WeakMap<object, unknown>();

/** As `listable`; of what an earlier run came to as well, what that made of it. */
function listedOnce(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = listed.get(value) ?? listable(value);
  listed.set(value, known);
  return known;
}

const withoutInputs = ({ inputs: _, ...record }: BlockRecord): BlockRecord => record;

/** What remembers is told once, with the first block that shows it. */
function oncePerPlace(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const told = new Set<string>();
  return diagnostics.filter(({ rule, message, place }) => {
    if (rule !== "notebook/hidden-state") return true;
    const key = JSON.stringify([message, place]);
    return !told.has(key) && told.add(key);
  });
}

/** Takes back hits whose values a block that runs needs and the entry doesn't hold; says for whom. */
function dropNeeded(
  blocks: readonly RunnableBlock[],
  hits: Map<string, BlockRecord>,
  want: ReadonlySet<string>,
): Map<string, string> {
  const neededBy = new Map<string, string>();
  for (const block of blocks) {
    const record = hits.get(block.id);
    const wanted = block.defines.find((name) => want.has(name));
    if (!record || wanted === undefined || (record.kept && "values" in record.kept)) continue;
    hits.delete(block.id);
    neededBy.set(block.id, `\`${wanted}\` is asked for`);
  }
  // Backwards: what a block needs stands before it, and a hit taken back needs what it rests on.
  for (const block of [...blocks].reverse()) {
    if (hits.has(block.id)) continue;
    for (const id of block.dependsOn) {
      const record = hits.get(id);
      if (!record || (record.kept && "values" in record.kept)) continue;
      hits.delete(id);
      neededBy.set(id, `block \`${block.id}\` needs its values`);
    }
  }
  return neededBy;
}

function suppliedValues(hits: ReadonlyMap<string, BlockRecord>): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const { kept } of hits.values())
    if (kept && "values" in kept) for (const [name, value] of kept.values) values.set(name, value);
  return values;
}

/** A place in a block, counted from where the block begins (-1) or from where its file does again (1). */
function movedBy(place: Place, { file, start: from }: Place, sign: 1 | -1): Place {
  const at = ({ line, column }: Position): Position => ({
    line: line + sign * from.line,
    column: column + sign * from.column,
  });
  return { file, start: at(place.start), ...(place.end ? { end: at(place.end) } : {}) };
}

/** Whether all that is told of a block is told in it alone, so that it goes where the block goes. */
const isOwn = ({ place }: RunnableBlock, { place: at, related, fix }: Diagnostic): boolean =>
  !related && !fix && (at === undefined || (at.file === place.file && at.start.line >= place.start.line));

const isKept = (block: RunnableBlock, record: BlockRecord, keepable: ReadonlySet<string>): boolean =>
  record.diagnostics.every((one) => one.severity !== "error" && isOwn(block, one)) &&
  (keepable.has(block.id) ? record.kept !== undefined && "values" in record.kept : block.kind === "chart");

function reasonToRun(
  block: RunnableBlock,
  about: {
    key: KeyParts | undefined;
    last: KeyParts | undefined;
    needed: string | undefined;
    record: BlockRecord;
    keepable: ReadonlySet<string>;
  },
): string {
  const { key, last, needed, record, keepable } = about;
  if (needed !== undefined) return needed;
  if (keepable.has(block.id) && record.kept && "reason" in record.kept) return `not kept: ${record.kept.reason}`;
  const changes = key && last ? changedParts(last, key) : [];
  const some = changes.length > 4 ? [...changes.slice(0, 3), `${changes.length - 3} more`] : changes;
  if (block.kind !== "chart" && !keepable.has(block.id))
    return some.length > 0 ? `${some.join("; ")} (${ALWAYS_RUNS})` : ALWAYS_RUNS;
  if (!last) return "not in the cache";
  return some.length > 0 ? `not in the cache: ${some.join("; ")}` : "not in the cache: its entry is gone or unreadable";
}

async function perform(job: RunJob, execution: ExecutionJob): Promise<Outcome> {
  const limits = job.limits ?? defaultLimits;
  const started = job.runner;
  if (execution.blocks.every(({ id }) => execution.idle.has(id))) {
    started?.stop();
    return { type: "answer", result: { records: [], values: new Map() } };
  }
  const runner = started?.megabytes === limits.megabytes ? started : new BlockProcess(limits.megabytes);
  if (runner !== started) started?.stop();
  return runner.execute(execution, limits, job.draws);
}

/** What is said of a run that ended without an answer; `index` of the outcome is that of the block in `blocks`. */
export function endDiagnostic(
  outcome: Outcome,
  blocks: readonly RunnableBlock[],
  limits: Limits,
): Diagnostic | undefined {
  if (outcome.type === "answer") return undefined;
  const block = outcome.index === undefined ? undefined : blocks[outcome.index];
  const who = block ? `block \`${block.id}\`` : "the run";
  const where = { about: block?.id, place: block?.place };
  if (outcome.type === "time-limit")
    return {
      rule: "notebook/time-limit",
      severity: "error",
      message: `${who} was still running after ${limits.seconds} s, the time limit of a run`,
      ...where,
      expected: "all blocks of the memo to end within it",
      hint: "look for a loop that never ends",
    };
  if (outcome.type === "memory-limit")
    return {
      rule: "notebook/memory-limit",
      severity: "error",
      message: `${who} used more than ${limits.megabytes} MB, the memory limit of a run`,
      ...where,
      hint: "look for an array or a text that grows without end",
    };
  return {
    rule: "notebook/crashed",
    severity: "error",
    message: `the process that runs blocks ended while ${block ? `${who} was running` : "no block was running"}: ${outcome.message}`,
    ...where,
  };
}

function gather(
  blocks: readonly RunnableBlock[],
  cached: ReadonlyMap<string, BlockRecord>,
  fresh: ReadonlyMap<string, BlockRecord>,
): Omit<RunResult, "values" | "status"> {
  const reads = new Map<string, readonly string[]>();
  const holds = new Map<string, Held>();
  const claims = new Map<string, ClaimResult>();
  const figures = new Map<string, FigureResult>();
  const printed: { blockId: string; text: string }[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const block of blocks) {
    const record = cached.get(block.id) ?? fresh.get(block.id);
    if (!record) continue;
    // Places are this run's: a block that only moved keeps its entry, in which they count from where the block begins.
    const placed = cached.has(block.id)
      ? record.diagnostics.map((one) => ({ ...one, place: one.place && movedBy(one.place, block.place, 1) }))
      : record.diagnostics;
    append(diagnostics, placed);
    append(
      printed,
      record.printed.map((text) => ({ blockId: block.id, text })),
    );
    if (placed.some(isError)) continue;
    reads.set(block.id, record.reads);
    for (const [name, held] of record.holds ?? []) holds.set(name, held);
    if (record.claim) claims.set(record.claim.id, { ...record.claim, place: block.place });
    if (record.figure) figures.set(block.id, record.figure);
  }
  return { reads, holds, claims, figures, printed, diagnostics };
}
