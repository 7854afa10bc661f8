import { keysOf, mark } from "../../../keys/ordered.js";
import * as claims from "../../run/claims.js";
import { type Compile, type CompiledBlock, compileBlock, type RunnableBlock } from "../../run/compile.js";
import { type DriverOutput, globalsIn, type Results } from "../driver.js";
import { isComparison, recordedNames } from "./library.js";
import { RECORDABLE, RECORDER } from "./names.js";
import { isRecorded, NotHere, Recorded } from "./recorded.js";
import { Recorder } from "./recorder.js";
import { type Kernel, type Operand, Tape } from "./tape.js";

/** Ways in which rows may be computed, and rows that are recorded to find them; what branches more is no formula. */
const MOST_WAYS = 16;
const MOST_RECORDED = 64;
/** The part of the rows, at the least, that must be computed in a way that is known. */
const MOST_KNOWN = 3 / 4;

/** An output that is told: its column among the results, and its margin where it is a claim. */
export interface ToldOutput {
  column: number;
  margin: number | undefined;
  kind: DriverOutput["kind"];
  blockId: string;
  name?: string | undefined;
  keys: readonly string[];
}

/** A sweep, as what records it needs it. */
export interface BatchJob {
  /** The blocks behind the outputs, each after those it depends on, with sources that write down what they compute; null where one can't. */
  blocks: readonly { block: RunnableBlock; source: string | null; isMoving: boolean }[];
  outputs: readonly ToldOutput[];
  /** Numbers in a row of results, and of margins. */
  width: number;
  margins: number;
  /** Places under `given` of the numbers that points give. */
  places: readonly (readonly string[])[];
  /** Sources of what is derived from them. */
  derived: readonly (string | null)[];
  library: ReadonlyMap<string, unknown>;
}

/** What a recorded row starts from: the assumptions, and what names hold of blocks that don't move. */
export interface Base {
  given: object;
  held(name: string): unknown;
}

/**
 * Rows of a sweep as straight-line code. One row is run with numbers that write down what is done with them; that, with the conditions as they were, is a function
 * that does the same steps for every row at which they are so again. Other rows are for the blocks themselves, and are recorded in their turn as long as there are
 * few ways. What a block does with numbers that can't be written down makes the sweep unfit.
 */
export class Batch {
  /** Why it is of no use; from then on the blocks are run. */
  unfit: string | undefined;
  private readonly kernels: Kernel[] = [];
  private readonly recorder = new Recorder();
  private readonly compiled: (CompiledBlock | undefined)[] = [];
  private names = new Map<string, unknown>();
  private derive: ((given: object) => void) | undefined;
  private rows = 0;
  private known = 0;
  private tried = 0;

  constructor(
    private readonly job: BatchJob,
    private readonly compile: Compile,
  ) {
    if (job.outputs.some(({ kind }) => kind === "text")) this.unfit = "an output is text";
  }

  /** In how many ways rows are computed that were met. */
  get ways(): number {
    return this.kernels.length;
  }

  /**
   * Does rows `from` to `to`, or fewer: until one is computed in no way that is known. `goesOn` is asked before each.
   *
   * @returns the row it did not do.
   */
  run(
    points: Float64Array,
    from: number,
    to: number,
    { outputs, margins }: Results,
    goesOn: (row: number) => boolean,
  ): number {
    const { kernels, job } = this;
    const { length: columns } = job.places;
    for (let row = from; row < to; row++) {
      if (!goesOn(row)) return row;
      let way = 0;
      for (; way < kernels.length; way++)
        if (kernels[way]?.(points, row * columns, outputs, row * job.width, margins, row * job.margins)) break;
      this.rows++;
      if (way === kernels.length) return row;
      this.known++;
      // The next row is as this one more often than not.
      if (way > 0) kernels.unshift(kernels.splice(way, 1)[0] as Kernel);
    }
    return to;
  }

  /**
   * Records a row at which no block fails and that is computed in no way that is known.
   *
   * @param timed does something within the time that a row may take.
   * @param results what the blocks came to at this row, and others: what was recorded must come to the same.
   */
  async learn(
    points: Float64Array,
    row: number,
    results: Results,
    base: Base,
    timed: (work: () => void) => Promise<void>,
  ): Promise<void> {
    if (this.ways === MOST_WAYS || this.tried === MOST_RECORDED) {
      if (this.known < MOST_KNOWN * this.rows) this.unfit = "rows are computed in too many ways";
      return;
    }
    if (this.tried++ === 0)
      try {
        await this.open();
      } catch (thrown) {
        this.unfit = String(thrown);
      }
    if (this.unfit !== undefined) return;
    let source: string | undefined;
    await timed(() => {
      source = this.recorded(points.subarray(row * this.job.places.length), base);
    });
    if (source === undefined) return;
    const way = (await this.script(source)) as Kernel;
    let isSame = false;
    await timed(() => {
      isSame = this.comesTo(way, points, row, results) === "the same";
    });
    if (isSame) this.kernels.unshift(way);
    else this.unfit = "what was recorded comes to something else";
  }

  /** Whether a row that the blocks told comes to the same by what was recorded, where it is computed in a way that is known. */
  agrees(points: Float64Array, row: number, results: Results): boolean {
    return this.kernels.every((way) => this.comesTo(way, points, row, results) !== "something else");
  }

  private comesTo(
    way: Kernel,
    points: Float64Array,
    row: number,
    { outputs, margins }: Results,
  ): "the same" | "something else" | "nothing" {
    const { width, margins: length, places } = this.job;
    const seen = [
      outputs.slice(row * width, (row + 1) * width),
      margins.slice(row * length, (row + 1) * length),
    ] as const;
    if (!way(points, row * places.length, seen[0], 0, seen[1], 0)) return "nothing";
    const areSame = (some: Float64Array, all: Float64Array): boolean =>
      some.every((value, at) => Object.is(value, all[row * some.length + at]));
    return areSame(seen[0], outputs) && areSame(seen[1], margins) ? "the same" : "something else";
  }

  private async open(): Promise<void> {
    const { blocks, derived, library } = this.job;
    const own = (await this.script(`[${RECORDABLE.join(", ")}]`)) as unknown[];
    this.names = new Map([
      ...RECORDABLE.map((name, at): [string, unknown] => [name, own[at]]),
      ...recordedNames(this.recorder, library),
    ]);
    const bound = (names: readonly string[]): Map<string, unknown> =>
      new Map([[RECORDER, this.recorder], ...names.map((name): [string, unknown] => [name, this.names.get(name)])]);
    for (const { block, source } of blocks) {
      const used = globalsIn(block.source);
      const isFit = source !== null && block.kind !== "sql" && used.every((name) => RECORDABLE.includes(name));
      this.compiled.push(isFit ? await compileBlock({ ...block, source }, this.compile, bound(used)) : undefined);
    }
    if (derived.includes(null)) this.unfit = "a derived assumption can't be recorded";
    const around = bound(["Math"]);
    const make = (await this.script(
      `(${[...around.keys()].join(", ")}) => (given) => {\n${derived.join("\n")}\n}`,
    )) as (...values: unknown[]) => (given: object) => void;
    this.derive = make(...around.values());
  }

  private script(text: string): Promise<unknown> {
    return this.compile({ text: `(${text})`, filename: "memo:tape", lineOffset: 0 });
  }

  /** The text of what computes a row; undefined where it can't be recorded. */
  private recorded(point: Float64Array, base: Base): string | undefined {
    const { recorder, job } = this;
    const tape = new Tape();
    recorder.begin(tape);
    try {
      const given = this.givenAt(point, base.given);
      const namespace = new Map<string, unknown>();
      // What others hold of these is not what they come to now, and neither is what is held of the assumptions.
      const again = new Set<string>();
      const groups = groupsOf(base.given);
      for (const [at, { block, isMoving }] of job.blocks.entries()) {
        const kept = new Map(isMoving ? [] : block.defines.map((name) => [name, base.held(name)]));
        const isKept =
          !isMoving &&
          !block.dependsOn.some((id) => again.has(id)) &&
          [...kept.values()].every((value) => isData(value, groups));
        if (!isKept) again.add(block.id);
        const returned = isKept ? kept : this.returnedOf(at, given, namespace);
        for (const [name, value] of returned) namespace.set(name, value);
        for (const output of job.outputs) if (output.blockId === block.id) this.tell(output, returned, tape);
      }
      if (recorder.refusal === undefined) return tape.source();
    } catch (thrown) {
      if (thrown instanceof NotHere) return undefined;
      recorder.refusal ??= String(thrown);
    }
    this.unfit = recorder.refusal;
    return undefined;
  }

  private returnedOf(at: number, given: object, namespace: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
    const compiled = this.compiled[at];
    if (!compiled) return this.recorder.refuse("a block can't be recorded");
    const values = compiled.parameters.map((name) =>
      name === "given" ? given : namespace.has(name) ? namespace.get(name) : this.names.get(name),
    );
    return new Map(Object.entries(compiled.call(...values)));
  }

  private tell(
    { column, margin, kind, keys, name }: ToldOutput,
    returned: ReadonlyMap<string, unknown>,
    tape: Tape,
  ): void {
    const { recorder } = this;
    if (kind === "claim") {
      const side = returned.get("__result");
      const holds = isComparison(side) ? side.holds : claims.claimHolds(side);
      if (holds === undefined) recorder.refuse("a claim that is neither true nor false");
      tape.output(column, recorder.operand(typeof holds === "boolean" ? Number(holds) : holds));
      tape.margin(margin ?? 0, recorder.operand(isComparison(side) ? side.margin : claims.claimMargin(side)));
      return;
    }
    const value = keys.reduce(
      (part: unknown, key) => (part as Record<string, unknown> | null | undefined)?.[key],
      returned.get(name ?? ""),
    );
    const number: Operand = recorder.operand(typeof value === "boolean" ? Number(value) : value);
    if (!recorder.asked("Number.isFinite", Number.isFinite, value) && typeof value !== "boolean") throw new NotHere();
    tape.output(column, number);
  }

  /** The assumptions with numbers that vary, and those that are derived from them. */
  private givenAt(point: Float64Array, given: object): object {
    const copied = copyOf(given) as Record<string, unknown>;
    for (const [column, place] of this.job.places.entries()) {
      const group = place.slice(0, -1).reduce((node, key) => node[key] as Record<string, unknown>, copied);
      group[place.at(-1) ?? ""] = new Recorded({ value: point[column] as number, kind: "column", at: column });
    }
    this.derive?.(copied);
    return frozen(copied);
  }
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Whether a value is numbers, texts and the like, in lists and objects, which no number that varies can be handed to. */
function isData(value: unknown, others: ReadonlySet<object>, depth = 0): boolean {
  if (typeof value === "function") return false;
  if (typeof value !== "object" || value === null || isRecorded(value)) return true;
  if (depth > 12 || others.has(value) || !(Array.isArray(value) || isPlain(value))) return false;
  return Object.values(value).every((one) => isData(one, others, depth + 1));
}

/** The groups of a tree. */
function groupsOf(node: unknown, found = new Set<object>()): ReadonlySet<object> {
  if (typeof node !== "object" || node === null || !isPlain(node)) return found;
  found.add(node);
  for (const part of Object.values(node)) groupsOf(part, found);
  return found;
}

/** The groups of a tree again, to be written into. */
function copyOf(node: unknown): unknown {
  if (typeof node !== "object" || node === null || !isPlain(node)) return node;
  const parts = Object.entries(Object.getOwnPropertyDescriptors(node)).map(([key, how]) => [
    key,
    "value" in how ? { value: copyOf(how.value), enumerable: true, writable: true, configurable: true } : how,
  ]);
  return mark(
    Object.create(
      Object.getPrototypeOf(node) as object | null,
      Object.fromEntries(parts) as PropertyDescriptorMap,
    ) as object,
    keysOf(node),
  );
}

function frozen(node: object): object {
  for (const part of Object.values(node)) if (typeof part === "object" && part !== null && isPlain(part)) frozen(part);
  return Object.freeze(node);
}
