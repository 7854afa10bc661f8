import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { cacheName, compiledRealm, engineFlags } from "../realm/compiled.js";
import { mayDraw } from "../run/compile.js";
import type { ExecutionJob, ExecutionResult } from "../run/job.js";
import { type Ladder, theLadder } from "../walls/ladder.js";
import { residentMegabytes } from "../walls/memory.js";
import { startBehind } from "../walls/start.js";
import type { Wall } from "../walls/wall.js";
import { FrameReader, requestFrame } from "./frames.js";
import { type Reply, type Request, requestMessage } from "./messages.js";
import { type Answered, readReply } from "./reply.js";

/** Bounds of one run. Wall-clock seconds from the first block's start; megabytes of heap, and of the process's memory over what it starts with. */
export interface Limits {
  seconds: number;
  megabytes: number;
}

export const defaultLimits: Limits = { seconds: 60, megabytes: 1024 };

/** How a run ended; `index` is the block that was running last, if any had started. */
export type Outcome =
  | { type: "answer"; result: ExecutionResult }
  | { type: "time-limit"; index?: number }
  | { type: "memory-limit"; index?: number }
  /** The process ended without an answer, or couldn't do the job. */
  | { type: "crashed"; index?: number; message: string };

/** Of a run that was given up. */
export const STOPPED: Outcome = { type: "crashed", message: "it was stopped" };

/** Loading libraries on a busy machine is not the blocks' time, but has an end too. */
export const LOADING_SECONDS = 60;
const MEMORY_POLL_MS = 50;
/** The longest reply that is read, where the memory limit is no smaller: some hundred times what a large memo comes to. */
const MOST_BYTES = 256 * 2 ** 20;
/** Letters that are told of why a reply isn't believed. */
const LONGEST_REASON = 200;
/** What loading Plot and a DOM may take beside what blocks use, so that a limit means the blocks' own memory. */
const LIBRARIES_MB = 256;

/** What runs the blocks of one run, in whatever process. */
export interface Runner {
  /** Memory limit it was started with; a job with another one is given to another runner. */
  readonly megabytes: number;
  /** Loads what draws charts while there is no job yet; worth it where charts are likely not to be in the cache. */
  preload(): void;
  /** Takes the one job; charts are drawn where `draws` says so. Never rejects: whatever happens is an outcome. */
  execute(job: ExecutionJob, limits: Limits, draws?: boolean): Promise<Outcome>;
  /** Begins an exchange instead of the one job, where the runner can do more than one thing. */
  converse?(limits: Limits, hear: (reply: Reply) => void, ended: (outcome: Outcome) => void): Exchange;
  /** Ends it; a job in it comes to `STOPPED`. Nothing happens when it has ended already. */
  stop(): void;
}

/** An exchange of requests and replies with a runner. */
export interface Exchange {
  send(request: Request): void;
  /** The seconds within which the next reply must come; undefined when none is awaited. */
  expect(seconds: number | undefined): void;
}

/**
 * A process that runs one job of blocks and ends, or one job after the other when it is to last. Started before its job is known, it loads its modules meanwhile. It has an
 * empty environment, no code from strings, a heap cap, no descriptor but those it talks by, the best wall around it that the system lets be raised, and Node's
 * permission model with nothing but reading the files that it runs from.
 */
export class BlockProcess implements Runner {
  private child: ChildProcess | undefined;
  private readonly outbox: Buffer[] = [];
  private ready = false;
  private ended = false;
  private started: number | undefined;
  private errors = "";
  private settle: ((outcome: Outcome) => void) | undefined;
  private early: Outcome | undefined;
  private onStart: ((index: number) => void) | undefined;
  /** What it is to answer. */
  private job: ExecutionJob | undefined;
  private hear: ((reply: Reply) => void) | undefined;
  /** What was last sent to the realm that stays, and the number of what that says it knows. */
  private sent: (Pick<ExecutionJob, "blocks" | "places"> & { number: number }) | undefined;
  private known: number | undefined;
  /** What was answered of that, and of it what the job under way may refer to. */
  private last: Answered | undefined;
  private answered: Answered | undefined;
  /** Whether the job under way, or the last one, tells of some blocks only. */
  private toldSome = false;

  constructor(
    readonly megabytes: number,
    private readonly ladder: Ladder = theLadder(),
    /** Stays after a job that was answered. Jobs that draw, or are told block by block, have realms of their own all the same; the others share one, in which each runs its blocks anew. */
    private readonly lasting = false,
    /** Cap of the heap; what the process takes in all is watched anyway where the system tells. */
    private readonly heap = megabytes,
  ) {
    this.start(ladder.wall);
    process.once("exit", this.kill);
  }

  /** Whether it takes no further job. */
  get hasEnded(): boolean {
    return this.ended;
  }

  /** Whether an outcome may be of a block soon behind the one that it names: not all are told. */
  get isVague(): boolean {
    return this.toldSome && this.started !== undefined;
  }

  /** Memory the process holds, where the system tells. */
  get residentMegabytes(): number | undefined {
    return residentMegabytes(this.child?.pid);
  }

  preload(): void {
    this.send({ type: "preload" });
  }

  stop(): void {
    const { settle } = this;
    this.settle = undefined;
    this.ended = true;
    this.kill();
    process.removeListener("exit", this.kill);
    // Whoever waits for it waits no longer, and no timer of theirs keeps the command from its end.
    settle?.(STOPPED);
  }

  /** @param each has each block told before it runs, in a realm of its own; from block `from` on, each may take so many seconds */
  async execute(
    job: ExecutionJob,
    limits: Limits,
    draws = false,
    each?: { from: number; seconds: number },
  ): Promise<Outcome> {
    if (this.early) return this.early;
    if (this.ended) return STOPPED;
    this.hold(true);
    const answer = new Promise<Outcome>((resolveOutcome) => {
      this.settle = resolveOutcome;
    });
    let timer: NodeJS.Timeout | undefined;
    const endAfter = (seconds: number): void => {
      clearTimeout(timer);
      const own = setTimeout(
        // What came while this process was busy is read first.
        () => setImmediate(() => timer === own && this.settle?.({ type: "time-limit", ...this.at() })),
        Math.min(seconds * 1000, 2 ** 31 - 1),
      );
      timer = own;
      // The process at work keeps this one alive; once it is stopped nothing else should.
      timer.unref();
    };
    endAfter(limits.seconds + LOADING_SECONDS);
    this.onStart = (index) => {
      if (each && index >= each.from) endAfter(each.seconds);
      else if (this.started === undefined) endAfter(limits.seconds);
    };
    const poll = this.watchMemory(limits);
    const { lasting } = this;
    this.job = job;
    const blocks = lasting && !each && !(draws && mayDraw(job.blocks, job.idle)) ? this.numbered(job) : undefined;
    this.toldSome = blocks !== undefined;
    // What it knows then is for it to say.
    if (blocks) this.known = undefined;
    this.answered = !blocks ? undefined : blocks.known ? this.last : { records: new Map(), values: new Map() };
    if (blocks) this.last = this.answered;
    this.send({ type: "job", job, draws, ...(lasting ? { lasting } : {}), ...(blocks ? { blocks } : {}) });
    const outcome = await answer;
    clearTimeout(timer);
    timer = undefined;
    clearInterval(poll);
    if (lasting && outcome.type === "answer") this.rest();
    else this.stop();
    return outcome;
  }

  /** The number of a job's blocks, and whether the realm that stays has them from the job before. */
  private numbered(job: ExecutionJob): { number: number; known: boolean } {
    const { sent } = this;
    const { number = 0 } = sent ?? {};
    if (sent?.blocks === job.blocks && sent.places === job.places) return { number, known: this.known === number };
    this.sent = { number: number + 1, blocks: job.blocks, places: job.places };
    return { number: number + 1, known: false };
  }

  /** Between two jobs. */
  private rest(): void {
    this.settle = undefined;
    this.onStart = undefined;
    this.started = undefined;
    this.hold(false);
  }

  /**
   * Sends requests to the process until it is stopped. `hear` gets every reply; `ended` is told once why it is over, when it was
   * stopped too. The time of `limits` is the caller's to keep, by `expect`.
   */
  converse(limits: Limits, hear: (reply: Reply) => void, ended: (outcome: Outcome) => void): Exchange {
    let timer: NodeJS.Timeout | undefined;
    let poll: NodeJS.Timeout | undefined;
    const expect = (seconds: number | undefined): void => {
      clearTimeout(timer);
      this.hold(seconds !== undefined);
      if (seconds === undefined) {
        clearInterval(poll);
        poll = undefined;
        return;
      }
      poll ??= this.watchMemory(limits);
      timer = setTimeout(() => this.finish({ type: "time-limit" }), Math.min(seconds * 1000, 2 ** 31 - 1));
    };
    this.hear = hear;
    this.settle = (outcome) => {
      // Once: it is stopped for this reason and no other.
      this.settle = undefined;
      expect(undefined);
      this.stop();
      ended(outcome);
    };
    if (this.early) queueMicrotask(() => this.settle?.(this.early ?? { type: "time-limit" }));
    return { send: (request) => this.send(request), expect };
  }

  private watchMemory({ megabytes }: Limits): NodeJS.Timeout {
    return setInterval(() => {
      const used = residentMegabytes(this.child?.pid);
      if (used !== undefined && used > megabytes + LIBRARIES_MB) this.settle?.({ type: "memory-limit", ...this.at() });
    }, MEMORY_POLL_MS).unref();
  }

  private at(): { index?: number } {
    return this.started === undefined ? {} : { index: this.started };
  }

  private start(wall: Wall): void {
    const child = startBehind(wall, { flags: engineFlags(this.heap), files: programFiles(this.heap) });
    this.child = child;
    const reader = new FrameReader(Math.min(MOST_BYTES, this.megabytes * 2 ** 20), (text) =>
      this.receive(readReply(text, this.job, this.answered), wall),
    );
    const answers = child.stdio[3] as Readable;
    answers.on("data", (chunk: Buffer) => {
      try {
        reader.add(chunk);
      } catch (error) {
        // What it says from now on is nobody's.
        answers.removeAllListeners("data");
        // Names of parts are its own too.
        const said = error instanceof Error ? error.message.slice(0, LONGEST_REASON) : "it";
        this.finish({ type: "crashed", ...this.at(), message: `it sent what can't be believed: ${said}` });
        this.kill();
      }
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      this.errors = (this.errors + chunk.toString()).slice(-10_000);
    });
    child.stdin?.on("error", () => {});
    child.on("error", (error) => this.exited(child, wall, error.message));
    child.on("close", (code, signal) => this.exited(child, wall, signal ? `signal ${signal}` : `exit code ${code}`));
    this.hold(this.settle !== undefined);
    for (const bytes of this.outbox) child.stdin?.write(bytes);
  }

  /** A process without a job must not keep the parent alive. */
  private hold(on: boolean): void {
    const child = this.child;
    for (const part of [child, child?.stdin, child?.stderr, child?.stdio[3]] as (Holdable | null | undefined)[])
      if (on) part?.ref?.();
      else part?.unref?.();
  }

  private send(request: Request): void {
    const { text, parts } = requestMessage(request);
    const bytes = requestFrame(text, parts);
    if (!this.ready) this.outbox.push(bytes);
    (this.child?.stdin as Writable | undefined)?.write(bytes);
  }

  private receive(reply: Reply, wall: Wall): void {
    if (reply.type === "ready") {
      this.ready = true;
      this.ladder.raised(wall);
    } else if (this.hear && reply.type !== "failed") this.hear(reply);
    else if (reply.type === "start") {
      this.onStart?.(reply.index);
      this.started = reply.index;
    } else if (reply.type === "answer") {
      this.known = reply.knows ?? this.known;
      for (const record of reply.result.records) this.answered?.records.set(record.blockId, record);
      for (const [name, value] of reply.result.values) this.answered?.values.set(name, value);
      const outcome: Outcome = { type: "answer", result: reply.result };
      if (this.lasting) this.settle?.(outcome);
      else this.finish(outcome);
    } else if (reply.type === "failed") this.finish({ type: "crashed", ...this.at(), message: reply.message });
  }

  private exited(child: ChildProcess, wall: Wall, how: string): void {
    if (this.ended || child !== this.child) return;
    if (!this.ready) {
      // Not every system that has the programs allows what they do.
      const next = this.ladder.below(wall);
      if (next) {
        this.errors = "";
        this.start(next);
        return;
      }
    }
    const outOfMemory = /heap out of memory|heap limit|invalid table size|out of memory/i.test(this.errors);
    this.finish(
      outOfMemory
        ? { type: "memory-limit", ...this.at() }
        : { type: "crashed", ...this.at(), message: lastLine(this.errors) ?? how },
    );
  }

  private finish(outcome: Outcome): void {
    if (this.ended) return;
    this.ended = true;
    this.early = outcome;
    this.settle?.(outcome);
  }

  private readonly kill = (): void => {
    this.child?.kill("SIGKILL");
  };
}

interface Holdable {
  ref?(): void;
  unref?(): void;
}

/** The program, the script of the realm, and what the engine made of it under such a heap where that is there. */
function programFiles(megabytes: number): string[] {
  const { child, realm, folder } = compiledRealm();
  const cache = join(folder, cacheName(megabytes));
  return [child, realm, ...(existsSync(cache) ? [cache] : [])];
}

const lastLine = (text: string): string | undefined =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("at ") && !line.startsWith("Node.js v"))
    .at(-1);
