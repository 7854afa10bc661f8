import { addTo } from "../../lists.js";
import { PathIndex } from "../analyse/paths.js";
import { areAlike } from "./alike.js";
import type { RunnableBlock } from "./compile.js";
import type { Freezer } from "./freeze.js";
import { GivenAgain } from "./given-again.js";
import type { GivenTree } from "./trace.js";

/** What blocks that don't run took all together the last time, at most: a run that comes to its time limit is told so here as in a build. */
const MOST_MS = 1_000;
/** Letters, items and members that are held for the next job, at most: more would count against the memory limit. */
const MOST_HELD = 1_000_000;

/** What a block came to, and from what. */
export interface KeptBlock<Record> {
  /** Of other blocks, by name. */
  inputs: ReadonlyMap<string, unknown>;
  values: ReadonlyMap<string, unknown>;
  /** Names of values in which nothing can do anything, and nothing of the assumptions stands unread. */
  plain: ReadonlySet<string>;
  /** Paths that it read. */
  reads: ReadonlySet<string>;
  record: Record;
  milliseconds: number;
  /** Letters, items and members of its values. */
  size: number;
}

/**
 * What the blocks of a program came to in the job before, in the same realm. A block is a function of its code, the values that it gets and the assumptions on
 * its paths: where its code is the same, those values are the very same objects and those assumptions haven't changed, it comes to the same, and isn't called.
 * What a block that was called hands on is the objects of before where nobody could tell them apart, so that what rests on it needn't be called either.
 */
export class KeptBlocks<Record> {
  /** One for all jobs: what is frozen stays so. */
  freezer: Freezer | undefined;
  private readonly assumptions = new GivenAgain();
  private readonly blocks = new Map<string, KeptBlock<Record>>();
  /** Of blocks that have to be called: what they handed on, and from what. */
  private readonly former = new Map<string, Pick<KeptBlock<Record>, "inputs" | "values">>();
  private readonly readers = new Map<string, string[]>();
  private readonly paths: PathIndex;
  private readonly sent = new Map<string, unknown>();
  private spared = 0;
  private held = 0;
  private isOff = false;

  constructor(blocks: readonly RunnableBlock[]) {
    for (const { id, givenPaths } of blocks) for (const path of givenPaths) addTo(this.readers, path, id);
    this.paths = new PathIndex(this.readers.keys());
  }

  get views(): GivenAgain["views"] {
    return this.assumptions.views;
  }

  /** Begins a job: the view of its assumptions. */
  begin(given: GivenTree, record: (path: string) => void): object {
    this.freezer?.unwatch();
    this.spared = 0;
    const next = this.assumptions.next(given, record);
    const changed = new Set(next.changed);
    if (changed.size === 0) return next.given;
    const touched = new Set<string>();
    for (const path of changed)
      for (const read of this.paths.overlapping(path)) for (const id of this.readers.get(read) ?? []) touched.add(id);
    for (const [id, { reads }] of this.blocks)
      if (touched.has(id) || [...reads].some((path) => changed.has(path))) this.outdate(id);
    return next.given;
  }

  /** What a block would come to, given the values of other blocks; undefined where it has to be called. */
  of(id: string, current: (name: string) => unknown): KeptBlock<Record> | undefined {
    const known = this.blocks.get(id);
    if (!known) return undefined;
    const isSame = [...known.inputs].every(([name, value]) => Object.is(value, current(name)));
    if (isSame && this.spared + known.milliseconds <= MOST_MS) {
      this.spared += known.milliseconds;
      return known;
    }
    this.outdate(id);
    return undefined;
  }

  /**
   * What a block that was called hands on: the values of before, where they are alike. What may hand out objects of its own, as a function may, has to be the
   * very same for that.
   *
   * @param plain names of values in which nothing can do anything
   */
  handedOn(
    id: string,
    values: Map<string, unknown>,
    inputs: ReadonlyMap<string, unknown>,
    plain: ReadonlySet<string>,
  ): Map<string, unknown> {
    const [former, { freezer }] = [this.former.get(id), this];
    this.former.delete(id);
    if (!former || !freezer) return values;
    if (![...inputs].every(([name, value]) => plain.has(name) || Object.is(value, former.inputs.get(name))))
      return values;
    const isSame = areAlike(former.values, values, {
      isOwn: (value) => freezer.ownerOf(value) === id,
      isFresh: (value) => freezer.isFresh(value),
    });
    return isSame ? new Map(former.values) : values;
  }

  keep(id: string, kept: KeptBlock<Record>): void {
    if (this.isOff) return;
    this.held += kept.size;
    this.blocks.set(id, kept);
    if (this.held <= MOST_HELD) return;
    this.isOff = true;
    this.blocks.clear();
    this.former.clear();
  }

  /** Whether the very same object was the value of a name that was sent in the job before; numbers and texts are sent again. */
  wasSent(name: string, value: unknown): boolean {
    const isSame = typeof value === "object" && value !== null && this.sent.get(name) === value;
    this.sent.set(name, value);
    return isSame;
  }

  private outdate(id: string): void {
    const known = this.blocks.get(id);
    if (!known) return;
    this.blocks.delete(id);
    this.held -= known.size;
    // What isn't plain is like nothing: it would only be held.
    if (known.plain.size === known.values.size) this.former.set(id, known);
    else this.former.delete(id);
  }
}
