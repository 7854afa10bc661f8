import { type Diagnostic, didYouMean } from "../../diagnostic.js";
import { keysOf, mark } from "../../keys/ordered.js";
import { BlockError, show } from "../library/reasons.js";
import { listedForLoop } from "../library/series-keys.js";
import { makersWanted, type SeriesMaker } from "../library/series-makers.js";
import { receivedGiven } from "../process/wire.js";
import * as claims from "../run/claims.js";
import { type CompiledBlock, compileBlock, LOOP_HELPER, type RunnableBlock } from "../run/compile.js";
import { checkedCompare } from "../run/execute.js";
import type { Outside } from "../run/outside.js";
import { impurity, keptCopy, type Snapshot } from "../run/purity.js";
import { thrownDiagnostic } from "../run/stack.js";
import {
  BLOCK,
  bitsOf,
  type Driver,
  type DriverBlock,
  type DriverOutput,
  driverSource,
  FAILED,
  givenSource,
  globalsIn,
  type Results,
  ROW,
  reachIn,
  type Surroundings,
} from "./driver.js";
import { leafOf, leaves, setLeaf } from "./leaves.js";
import { columnsOf, marginColumns, type WholeRows } from "./rows.js";
import { Tally } from "./tally.js";
import { Batch } from "./tape/batch.js";
import { batchJob } from "./tape/sweep.js";
import type {
  EvaluatedRows,
  EvaluationJob,
  EvaluationRequest,
  OutputSource,
  RecordedSources,
  Variation,
} from "./types.js";

const PIECE_MS = 50;
/** How long rows may go on between two looks at the clock. */
const LOOK_MS = 1;
const NEVER = Symbol("never settles");

const helpers: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["__compare", checkedCompare],
  ["__all", claims.all],
  ["__any", claims.any],
  ["__not", claims.not],
  [LOOP_HELPER, listedForLoop],
]);

interface Compiled {
  block: RunnableBlock;
  call: CompiledBlock["call"];
  driver: DriverBlock;
  /** Whether what it does may go on after it has returned. */
  waits: boolean;
}

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

/** Blocks that could not be computed: those that threw, with what, and all that rest on one. */
interface Failed {
  threw: ReadonlyMap<string, unknown>;
  all: ReadonlySet<string>;
}

/**
 * The blocks behind some outputs, compiled once and run at many points. `given` is one tree that is written in
 * place; nothing is traced, frozen or checked: a run of the base does that before.
 */
export class Evaluation {
  private given: object = {};
  private readonly places: ReadonlyMap<string, readonly string[]>;
  private readonly compiled: Compiled[] = [];
  private readonly constants: unknown[] = [];
  private readonly slots: unknown[] = [];
  private readonly slotOf = new Map<string, number>();
  private readonly state = new Int32Array(3);
  private readonly plans: Plan[] = [];
  private outputs: DriverOutput[] = [];
  /** The column of a claim's margin, by the column of the claim. */
  private readonly marginOf: readonly (number | undefined)[];
  private readonly margins: number;
  private base: readonly unknown[] = [];
  private sweep: Sweep | undefined;
  private tally: Tally;
  private stray: { reason: unknown } | undefined;
  /** An assumption that a block was seen to write to. */
  private strayed: string | undefined;
  private sources: RecordedSources | undefined;
  private giveUp: (() => void) | undefined;
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
    this.places = leaves(job.given);
    let margins = 0;
    this.marginOf = job.outputs.map(({ name }) => (name === undefined ? margins++ : undefined));
    this.margins = margins;
    this.tally = new Tally(job.blocks, job.outputs.length, 0, new Map());
  }

  /** Whether a block's code may be running. */
  get isRunning(): boolean {
    return this.running;
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
    const make = (await this.script(`(__mark, __data) => (${source})`, "memo:given")) as (
      by: typeof mark,
      data: readonly unknown[],
    ) => object;
    this.given = make(mark, data);
    for (const [index, block] of job.blocks.entries()) this.compiled.push(await this.compile(block, index));
    this.outputs = job.outputs.map((output) => ({
      block: job.blocks.findIndex(({ id }) => id === output.blockId),
      slot: this.slotOf.get(output.name ?? claimSlot(output.blockId)) ?? -1,
      keys: output.keys,
      kind: output.name === undefined ? "claim" : "number",
    }));
    const failed = await this.runBlocks(this.compiled.keys());
    const diagnostics: Diagnostic[] = [];
    for (const [id, thrown] of failed.threw) {
      const block = this.job.blocks.find((candidate) => candidate.id === id);
      if (block) diagnostics.push(thrownDiagnostic(thrown, block, this.job.blocks));
    }
    for (const [column, source] of this.job.outputs.entries()) {
      const output = this.outputs[column];
      if (!output || output.kind === "claim" || failed.all.has(source.blockId)) continue;
      const value = this.valueOf(output);
      if (typeof value === "string") output.kind = "text";
      else if (typeof value !== "number" && typeof value !== "boolean")
        diagnostics.push(this.notScalar(source, output));
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
    const waits = blocks.some((index) => this.compiled[index]?.waits);
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
    this.readOutputs(next, results, await this.runBlocks(sweep.blocks), sweep);
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
    const held = (name: string): unknown => this.slots[this.slotOf.get(name) ?? -1];
    await batch.learn(points, next, results, { given: this.given, held }, timed);
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
    const { all } = await this.runBlocks(blocks);
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
      !Object.is(leafOf(this.given, keys), leafOf(this.job.given, keys));
    const changed = this.strayed ?? [...this.places].find(isChanged)?.[0];
    if (changed !== undefined) {
      const message = `a block changes \`given.${changed}\`, and with it what the others compute from`;
      return [{ rule: "notebook/impure", severity: "error", message, hint: "assumptions are read-only in blocks" }];
    }
    const snapshots: Snapshot[] = [this.snapshot()];
    for (const indices of [this.compiled.keys(), this.compiled.keys(), moving]) {
      await this.runBlocks(indices);
      snapshots.push(this.snapshot());
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
    this.stray ??= { reason };
  }

  /** For a process with nothing left to do: the promise that is awaited will never settle. */
  abandon(): boolean {
    this.giveUp?.();
    return this.giveUp !== undefined;
  }

  private async compile(block: RunnableBlock, index: number): Promise<Compiled> {
    const names = globalsIn(block.source);
    const values = (await this.script(`[${names.join(", ")}]`, "memo:names")) as unknown[];
    const { parameters, call } = await compileBlock(
      block,
      this.outside.compile,
      new Map(names.map((name, at) => [name, values[at]])),
    );
    const results = block.kind === "claim" ? [{ name: "__result", slot: this.newSlot(claimSlot(block.id)) }] : [];
    return {
      block,
      call,
      driver: {
        index,
        parameters: parameters.map((name) => {
          if (name === "given") return name;
          const slot = this.slotOf.get(name);
          if (slot !== undefined) return { slot };
          return { constant: this.constants.push(helpers.get(name) ?? this.library.get(name)) - 1 };
        }),
        returns: [...block.defines.map((name) => ({ name, slot: this.newSlot(name) })), ...results],
      },
      waits: block.isAsync || /\bPromise\b|\basync\b/.test(block.source),
    };
  }

  private newSlot(name: string): number {
    const slot = this.slots.push(undefined) - 1;
    this.slotOf.set(name, slot);
    return slot;
  }

  private async planFor(variation: Variation): Promise<Plan> {
    const moving = variation.blocks.flatMap((index) => this.compiled[index] ?? []);
    const source = driverSource(
      variation.paths.map((path) => this.places.get(path) ?? []),
      variation.derivations.map((index) => this.job.derivations[index]?.code ?? ""),
      moving.map(({ driver }) => driver),
      this.outputs,
    );
    const make = (await this.script(source, "memo:driver")) as (around: Surroundings) => Driver;
    const driver = make({
      given: this.given,
      slots: this.slots,
      reach: reachIn(variation),
      blocks: moving.map(({ call }) => call as Surroundings["blocks"][number]),
      constants: this.constants,
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

  private script(text: string, filename: string): Promise<unknown> {
    return this.outside.compile({ text, filename, lineOffset: 0 });
  }

  private async compileMakers(): Promise<void> {
    for (const { text, made } of makersWanted()) made((await this.script(text, "memo:series")) as SeriesMaker);
  }

  /**
   * Runs blocks one by one: at the base, where blocks wait, and where one threw, to tell which it was and what doesn't rest on it.
   */
  private async runBlocks(indices: Iterable<number>): Promise<Failed> {
    const threw = new Map<string, unknown>();
    const all = new Set<string>();
    for (const index of indices) {
      const compiled = this.compiled[index];
      if (!compiled) continue;
      const { id, dependsOn } = compiled.block;
      if (dependsOn.some((other) => all.has(other))) {
        all.add(id);
        continue;
      }
      this.running = true;
      try {
        const returned = await this.runBlock(compiled);
        for (const { name, slot } of compiled.driver.returns) this.slots[slot] = returned[name];
      } catch (thrown) {
        threw.set(id, thrown);
        all.add(id);
      } finally {
        this.running = false;
      }
    }
    return { threw, all };
  }

  private async runBlock({ block, call, driver, waits }: Compiled): Promise<Record<string, unknown>> {
    const values = driver.parameters.map((parameter) => {
      if (parameter === "given") return this.given;
      return "slot" in parameter ? this.slots[parameter.slot] : this.constants[parameter.constant];
    });
    const returned = call(...values);
    if (!waits) return returned as Record<string, unknown>;
    const never = new Promise<typeof NEVER>((resolve) => {
      this.giveUp = () => resolve(NEVER);
    });
    const settled = await Promise.race([block.isAsync ? returned : undefined, never]).finally(() => {
      this.giveUp = undefined;
    });
    if (settled === NEVER)
      throw new BlockError("it awaits a promise that never settles", {
        hint: "blocks have no timers, files or network to wait for",
      });
    // Promises that nobody awaits are reported one turn later.
    await this.outside.turn();
    const { stray } = this;
    this.stray = undefined;
    if (stray) throw stray.reason;
    return (settled ?? returned) as Record<string, unknown>;
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
      const value = this.valueOf(output);
      if (output.kind === "claim") results.outputs[to] = this.claim(column, row, value, results);
      else if (output.kind === "text") results.outputs[to] = this.text(column, row, value);
      else if (typeof value === "number" && Number.isFinite(value)) results.outputs[to] = value;
      else results.outputs[to] = this.oddNumber(column, row, value);
    }
  }

  private valueOf({ slot, keys }: DriverOutput): unknown {
    return keys.reduce(
      (value: unknown, key) => (value as Record<string, unknown> | null | undefined)?.[key],
      this.slots[slot],
    );
  }

  /** What the outputs hold now, to be compared. */
  private values(): unknown[] {
    return this.outputs.flatMap((output) => {
      const value = this.valueOf(output);
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
      if (keys) setLeaf(this.given, keys, leafOf(this.job.given, keys));
    }
  }

  private snapshot(): Snapshot {
    return new Map(
      this.compiled.map(({ block, driver }) => [
        block.id,
        new Map(driver.returns.map(({ name, slot }) => [name, keptCopy(this.slots[slot])])),
      ]),
    );
  }

  private notScalar(source: OutputSource, { slot, keys }: DriverOutput): Diagnostic {
    const block = this.job.blocks.find(({ id }) => id === source.blockId);
    // The last value on the way down, and what it could be asked for.
    let value = this.slots[slot];
    let path = source.name ?? "";
    let asked: string | undefined;
    for (const key of keys) {
      const next = (value as Record<string, unknown> | null | undefined)?.[key];
      asked = key;
      if (next === undefined) break;
      value = next;
      path += `.${key}`;
      asked = undefined;
    }
    const known = typeof value === "object" && value !== null ? keysOf(value) : [];
    const near =
      asked === undefined
        ? undefined
        : didYouMean(
            `${path}.${asked}`,
            known.map((key) => `${path}.${key}`),
          );
    const hint =
      near ?? (asked === undefined && known.length > 0 ? `name a part of it: \`${path}.${known.at(-1)}\`` : undefined);
    return {
      rule: "notebook/not-an-output",
      severity: "error",
      message:
        asked === undefined
          ? `\`${source.output}\` is ${show(value)}, which can't be followed over many runs`
          : `\`${path}\` is ${show(value)} and has no \`${asked}\``,
      expected: "a number, a truth value or a text",
      about: asked === undefined ? source.output : path,
      ...(block ? { place: block.place } : {}),
      hint,
    };
  }
}

const claimSlot = (blockId: string): string => `__result of ${blockId}`;
