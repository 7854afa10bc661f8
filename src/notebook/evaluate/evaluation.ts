import type { Diagnostic } from "../../diagnostic.js";
import { mark } from "../../keys/ordered.js";
import { BlockError, show } from "../library/reasons.js";
import { makersWanted, type SeriesMaker } from "../library/series-makers.js";
import { receivedGiven } from "../process/wire.js";
import * as claims from "../run/claims.js";
import type { Outside } from "../run/outside.js";
import { impurity, type Snapshot } from "../run/purity.js";
import { thrownDiagnostic } from "../run/stack.js";
import { Blocks, type Failed, slotOfClaim } from "./blocks.js";
import {
  BLOCK,
  bitsOf,
  type Driver,
  type DriverOutput,
  driverSource,
  FAILED,
  givenSource,
  type Results,
  ROW,
  reachIn,
  type Surroundings,
} from "./driver.js";
import { leafOf, leaves, setLeaf } from "./leaves.js";
import { notAnOutput } from "./not-an-output.js";
import { columnsOf, marginColumns, type WholeRows } from "./rows.js";
import { Tally } from "./tally.js";
import { Batch } from "./tape/batch.js";
import { batchJob } from "./tape/sweep.js";
import type { EvaluatedRows, EvaluationJob, EvaluationRequest, RecordedSources, Variation } from "./types.js";

const PIECE_MS = 50;
/** How long rows may go on between two looks at the clock. */
const LOOK_MS = 1;
type Vary = Extract<EvaluationRequest, { type: "vary" }>;

interface Plan {
  variation: Variation;
  driver: Driver;
  /** What is known of its rows, by the outputs that are told. */
  batches: Map<string, Batch>;
}

interface Sweep {
  plan: Plan;
  /** The blocks that run at some point: indices in the job, and bits by position in the variation. */
  blocks: readonly number[];
  bits: Int32Array;
  /** The outputs that are told, rising, and 1 at each of them. */
  columns: readonly number[];
  told: Uint8Array;
  waits: boolean;
  /** Does rows of a long sweep without its blocks. */
  batch: Batch | undefined;
  /** For each output the texts met, with their indices. */
  texts: readonly Map<string, number>[];
  /** How many failures of each block were told. */
  failed: Map<string, number>;
}

/**
 * The blocks behind some outputs, compiled once and run at many points. `given` is one tree that is written in
 * place; nothing is traced, frozen or checked: a run of the base does that before.
 */
export class Evaluation {
  private readonly blocks: Blocks;
  private readonly places: ReadonlyMap<string, readonly string[]>;
  private readonly state = new Int32Array(3);
  private readonly plans: Plan[] = [];
  private outputs: DriverOutput[] = [];
  /** The column of a claim's margin, by the column of the claim. */
  private readonly marginOf: readonly (number | undefined)[];
  private readonly margins: number;
  private base: readonly unknown[] = [];
  private sweep: Sweep | undefined;
  private tally: Tally;
  /** An assumption that a block was seen to write to. */
  private strayed: string | undefined;
  private sources: RecordedSources | undefined;
  private running = false;
  /** The row of the sweep at which the points that are computed begin. */
  private first = 0;

  private readonly job: EvaluationJob;

  constructor(
    sent: EvaluationJob,
    private readonly library: ReadonlyMap<string, unknown>,
    private readonly outside: Pick<Outside, "compile" | "turn" | "timed">,
    private readonly clock: () => number,
  ) {
    const job = { ...sent, given: receivedGiven(sent.given) };
    this.job = job;
    this.blocks = new Blocks(library, outside);
    this.places = leaves(job.given);
    let margins = 0;
    this.marginOf = job.outputs.map(({ name }) => (name === undefined ? margins++ : undefined));
    this.margins = margins;
    this.tally = new Tally(job.blocks, job.outputs.length, 0, new Map());
  }

  /** Whether a block's code may be running. */
  get isRunning(): boolean {
    return this.running || this.blocks.isRunning;
  }

  /**
   * Runs every block at the base. To be done once, before anything else.
   *
   * @returns which outputs are texts, and what is wrong.
   */
  async open(): Promise<{ texts: boolean[]; diagnostics: Diagnostic[] }> {
    const { job } = this;
    const data: unknown[] = [];
    const source = givenSource(job.given, data);
    const make = (await this.blocks.script(`(__mark, __data) => (${source})`, "memo:given")) as (
      by: typeof mark,
      data: readonly unknown[],
    ) => object;
    this.blocks.given = make(mark, data);
    await this.blocks.compile(job.blocks);
    this.outputs = job.outputs.map((output) => ({
      block: job.blocks.findIndex(({ id }) => id === output.blockId),
      slot: this.blocks.slot(output.name ?? slotOfClaim(output.blockId)),
      keys: output.keys,
      kind: output.name === undefined ? "claim" : "number",
    }));
    const failed = await this.blocks.run(this.blocks.compiled.keys());
    const diagnostics: Diagnostic[] = [];
    for (const [id, thrown] of failed.threw) {
      const block = this.job.blocks.find((candidate) => candidate.id === id);
      if (block) diagnostics.push(thrownDiagnostic(thrown, block, this.job.blocks));
    }
    for (const [column, source] of this.job.outputs.entries()) {
      const output = this.outputs[column];
      if (!output || output.kind === "claim" || failed.all.has(source.blockId)) continue;
      const value = this.blocks.valueOf(output);
      if (typeof value === "string") output.kind = "text";
      else if (typeof value !== "number" && typeof value !== "boolean")
        diagnostics.push(
          notAnOutput(source, this.blocks.slots[output.slot], output.keys, this.job.blocks[output.block]),
        );
    }
    this.base = this.values();
    return { texts: this.outputs.map(({ kind }) => kind === "text"), diagnostics };
  }

  /**
   * Begins a sweep: which numbers its points give, what runs at each, and what is told of them. The sweep before must be settled. A variation is kept
   * under its number.
   */
  async vary({ number, variation, moving, columns, isLong }: Vary): Promise<void> {
    if (variation) this.plans[number] = await this.planFor(variation);
    const plan = this.plans[number];
    if (!plan) throw new Error("no such variation was sent");
    const blocks = moving.flatMap((at) => plan.variation.blocks[at] ?? []);
    const waits = blocks.some((index) => this.blocks.compiled[index]?.waits);
    this.sweep = {
      plan,
      blocks,
      bits: bitsOf(moving, plan.variation.blocks.length),
      columns,
      told: Uint8Array.from(this.outputs, (_, column) => (columns.includes(column) ? 1 : 0)),
      waits,
      batch: isLong && !waits ? this.batchFor(plan, blocks, columns) : undefined,
      texts: this.outputs.map(() => new Map<string, number>()),
      failed: new Map(),
    };
  }

  /** In how many ways the rows of the present sweep are known to be computed, and why that is of no use; undefined where they aren't recorded. */
  get recorded(): { ways: number; unfit: string | undefined } | undefined {
    const batch = this.sweep?.batch;
    return batch && { ways: batch.ways, unfit: batch.unfit };
  }

  /** What long sweeps are recorded by. */
  recordBy(sources: RecordedSources): void {
    this.sources = sources;
  }

  /**
   * The outputs at `count` points: rows of as many numbers as the variation has paths, and which of them differ from those of the row before, where
   * that is known. `first` is the row of the sweep at which they begin. `tell` hears some twenty times a second how many are done. It never ends when a
   * point takes longer than it may; `at` says where it is then.
   */
  async points(
    { points, changed }: WholeRows,
    count: number,
    first: number,
    tell: (done: number) => Promise<void> = async () => {},
  ): Promise<EvaluatedRows> {
    const sweep = this.begun();
    this.first = first;
    const results: Results = {
      outputs: new Float64Array(count * this.outputs.length),
      margins: new Float64Array(count * this.margins),
    };
    this.tally = new Tally(this.job.blocks, this.outputs.length, first, sweep.failed);
    let told = this.clock();
    let stride = 1;
    for (let next = 0; next < count; ) {
      const from = next;
      const started = this.clock();
      this.state[FAILED] = 0;
      const until = started + PIECE_MS;
      const { batch } = sweep;
      if (batch && batch.unfit === undefined)
        next = await this.recordedRows(batch, points, from, count, results, stride, until);
      else next = await this.rows(points, from, count, results, stride, until, changed);
      await this.compileMakers();
      const now = this.clock();
      stride = Math.max(1, Math.floor(((next - from) * LOOK_MS) / Math.max(LOOK_MS, now - started)));
      if (now - told < PIECE_MS || next === count) continue;
      told = now;
      await tell(next);
    }
    const { columns } = sweep;
    const claims = marginColumns(this.job.outputs, columns);
    return {
      outputs: columnsOf(results.outputs, this.outputs.length, count, columns),
      margins: columnsOf(results.margins, this.margins, count, claims),
      ...this.tally.summary(),
    };
  }

  /** Does rows from `from` on by their blocks, until one fails or time is up. @returns the row it did not do. */
  private async rows(
    points: Float64Array,
    from: number,
    to: number,
    results: Results,
    stride: number,
    until: number,
    changed?: Uint32Array,
  ): Promise<number> {
    const sweep = this.begun();
    const { driver } = sweep.plan;
    this.state[FAILED] = 0;
    let next = from;
    if (!sweep.waits)
      next = await this.guarded(() => {
        const end = driver.run(points, from, to, results, stride, until, sweep.bits, sweep.told, changed);
        driver.check(points, this.state[ROW] ?? 0);
        return end;
      });
    if (!sweep.waits && this.state[FAILED] !== 1) return next;
    driver.set(points, next);
    this.readOutputs(next, results, await this.blocks.run(sweep.blocks), sweep);
    driver.check(points, next);
    return next + 1;
  }

  /** The same by what was recorded of them, until one is met of which nothing is known: that by its blocks, and it is recorded. */
  private async recordedRows(
    batch: Batch,
    points: Float64Array,
    from: number,
    to: number,
    results: Results,
    stride: number,
    until: number,
  ): Promise<number> {
    let left = stride;
    let isTime = true;
    const goesOn = (row: number): boolean => {
      this.state[ROW] = row;
      if (left-- > 0) return true;
      left = stride - 1;
      isTime = this.clock() <= until;
      return isTime;
    };
    // The first row of each request is told by the blocks, whatever is known of it.
    if (from === 0 && batch.ways > 0) {
      await this.rows(points, 0, 1, results, 1, Number.POSITIVE_INFINITY);
      if (this.state[FAILED] === 0 && !batch.agrees(points, 0, results))
        throw new Error(`what was recorded of a sweep comes to something else than its blocks at draw ${this.first}`);
      return 1;
    }
    const next = await this.guarded(() => batch.run(points, from, to, results, goesOn));
    if (next === to || !isTime) return next;
    await this.rows(points, next, next + 1, results, 1, Number.POSITIVE_INFINITY);
    if (this.state[FAILED] === 1) return next + 1;
    const timed = async (work: () => void): Promise<void> => {
      await this.guarded(() => {
        work();
        return 0;
      });
    };
    const held = (name: string): unknown => this.blocks.slots[this.blocks.slot(name)];
    await batch.learn(points, next, results, { given: this.blocks.given, held }, timed);
    return next + 1;
  }

  /**
   * Ends a sweep: puts the base back and runs what moved once more.
   *
   * @returns whether the outputs came to what they were.
   */
  async settle(): Promise<boolean> {
    const { plan, blocks } = this.begun();
    this.sweep = undefined;
    this.restore(plan.variation.paths);
    const { all } = await this.blocks.run(blocks);
    return (
      this.strayed === undefined &&
      all.size === 0 &&
      this.values().every((value, at) => Object.is(value, this.base[at]))
    );
  }

  /**
   * Runs all blocks twice at the base, and those at the indices `moving` once more, and compares what they come to with each
   * other and with what their names hold since the last sweep.
   */
  async purity(moving: readonly number[]): Promise<Diagnostic[]> {
    const isChanged = ([, keys]: [string, readonly string[]]): boolean =>
      !Object.is(leafOf(this.blocks.given, keys), leafOf(this.job.given, keys));
    const changed = this.strayed ?? [...this.places].find(isChanged)?.[0];
    if (changed !== undefined) {
      const message = `a block changes \`given.${changed}\`, and with it what the others compute from`;
      return [{ rule: "notebook/impure", severity: "error", message, hint: "assumptions are read-only in blocks" }];
    }
    const snapshots: Snapshot[] = [this.blocks.snapshot()];
    for (const indices of [this.blocks.compiled.keys(), this.blocks.compiled.keys(), moving]) {
      await this.blocks.run(indices);
      snapshots.push(this.blocks.snapshot());
    }
    const [kept, fresh, ...again] = snapshots;
    for (const other of [...again, kept]) {
      const found = fresh && other && impurity(this.job.blocks, fresh, other);
      if (found) return [found];
    }
    return [];
  }

  /** The row of the sweep and the block, by index in the job, that ran last, for when they don't end. */
  get at(): { draw: number; index: number } {
    return { draw: this.first + (this.state[ROW] ?? 0), index: this.state[BLOCK] ?? 0 };
  }

  /** For the process's unhandled rejections. */
  rejected(reason: unknown): void {
    this.blocks.rejected(reason);
  }

  /** For a process with nothing left to do: the promise that is awaited will never settle. */
  abandon(): boolean {
    return this.blocks.abandon();
  }

  private async planFor(variation: Variation): Promise<Plan> {
    const moving = variation.blocks.flatMap((index) => this.blocks.compiled[index] ?? []);
    const source = driverSource(
      variation.paths.map((path) => this.places.get(path) ?? []),
      variation.derivations.map((index) => this.job.derivations[index]?.code ?? ""),
      moving.map(({ driver }) => driver),
      this.outputs,
    );
    const make = (await this.blocks.script(source, "memo:driver")) as (around: Surroundings) => Driver;
    const driver = make({
      given: this.blocks.given,
      slots: this.blocks.slots,
      reach: reachIn(variation),
      blocks: moving.map(({ call }) => call as Surroundings["blocks"][number]),
      constants: this.blocks.constants,
      state: this.state,
      clock: this.clock,
      strayed: (column) => {
        this.strayed ??= variation.paths[column];
      },
      oddNumber: (column, row, value) => this.oddNumber(column, row, value),
      text: (column, row, value) => this.text(column, row, value),
      claim: (column, row, value, results) => this.claim(column, row, value, results),
    });
    return { variation, driver, batches: new Map() };
  }

  private batchFor(plan: Plan, moving: readonly number[], columns: readonly number[]): Batch | undefined {
    const { sources, job, outputs, marginOf, places, library } = this;
    if (!sources) return undefined;
    const key = columns.join();
    const { variation } = plan;
    const sweep = { job, sources, variation, moving, columns, outputs, marginOf, places, library };
    const made = plan.batches.get(key) ?? new Batch(batchJob(sweep), this.outside.compile);
    plan.batches.set(key, made);
    return made;
  }

  private begun(): Sweep {
    if (!this.sweep) throw new Error("no sweep was begun");
    return this.sweep;
  }

  private async guarded(work: () => number): Promise<number> {
    this.running = true;
    try {
      return await this.outside.timed(this.job.seconds, work);
    } finally {
      this.running = false;
    }
  }

  private async compileMakers(): Promise<void> {
    for (const { text, made } of makersWanted()) made((await this.blocks.script(text, "memo:series")) as SeriesMaker);
  }

  private readOutputs(row: number, results: Results, failed: Failed, { columns }: Sweep): void {
    for (const [id, thrown] of failed.threw) this.tally.fail(row, id, thrown);
    for (const column of columns) {
      const output = this.outputs[column];
      if (!output) continue;
      const to = row * this.outputs.length + column;
      if (failed.all.has(this.job.outputs[column]?.blockId ?? "")) {
        results.outputs[to] = Number.NaN;
        const margin = this.marginOf[column];
        if (margin !== undefined) results.margins[row * this.margins + margin] = Number.NaN;
        continue;
      }
      const value = this.blocks.valueOf(output);
      if (output.kind === "claim") results.outputs[to] = this.claim(column, row, value, results);
      else if (output.kind === "text") results.outputs[to] = this.text(column, row, value);
      else if (typeof value === "number" && Number.isFinite(value)) results.outputs[to] = value;
      else results.outputs[to] = this.oddNumber(column, row, value);
    }
  }

  /** What the outputs hold now, to be compared. */
  private values(): unknown[] {
    return this.outputs.flatMap((output) => {
      const value = this.blocks.valueOf(output);
      return output.kind === "claim" ? [claims.claimHolds(value), claims.claimMargin(value)] : [value];
    });
  }

  private oddNumber(column: number, row: number, value: unknown): number {
    if (typeof value === "boolean") return value ? 1 : 0;
    this.tally.nonFinite(column, row);
    return typeof value === "number" ? value : Number.NaN;
  }

  private text(column: number, row: number, value: unknown): number {
    const texts = this.sweep?.texts[column];
    if (typeof value !== "string" || !texts) {
      this.tally.nonFinite(column, row);
      return Number.NaN;
    }
    const known = texts.get(value);
    if (known !== undefined) return known;
    this.tally.texts[column]?.push(value);
    texts.set(value, texts.size);
    return texts.size - 1;
  }

  private claim(column: number, row: number, value: unknown, results: Results): number {
    results.margins[row * this.margins + (this.marginOf[column] ?? 0)] = claims.claimMargin(value);
    const holds = claims.claimHolds(value);
    if (holds !== undefined) return holds ? 1 : 0;
    const thrown = new BlockError(`a claim must come to true or false, not ${show(value)}`);
    this.tally.fail(row, this.job.outputs[column]?.blockId ?? "", thrown);
    return Number.NaN;
  }

  private restore(paths: readonly string[]): void {
    for (const path of [...paths, ...this.job.derivations.flatMap((derivation) => derivation.leaves)]) {
      const keys = this.places.get(path);
      if (keys) setLeaf(this.blocks.given, keys, leafOf(this.job.given, keys));
    }
  }
}
