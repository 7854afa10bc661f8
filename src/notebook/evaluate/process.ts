import { MemoError } from "../../diagnostic.js";
import {
  BlockProcess,
  type Exchange,
  type Limits,
  LOADING_SECONDS,
  type Outcome,
  type Runner,
} from "../process/block-process.js";
import type { Reply } from "../process/messages.js";
import { endDiagnostic } from "../run/runner.js";
import type { EvaluationJob, EvaluationReply, EvaluationRequest, RecordedSources, Variation } from "./types.js";

/** The process stops a long point itself and says where; this is for when it can't. */
const GRACE_SECONDS = 5;

/** Node 20 runs blocks a fifth slower under a heap cap below this, for whatever reason; measured, in megabytes. */
const ROOMY_HEAP = 2048;

/** The cap of the heap: the limit itself, unless the process's memory is watched, which then keeps to it. */
const heapFor = (megabytes: number): number =>
  process.platform === "linux" ? Math.max(ROOMY_HEAP, megabytes) : megabytes;

/** Starts a process that evaluates, before it is known what. */
export const startEvaluating = ({ megabytes }: Limits): Runner =>
  new BlockProcess(megabytes, undefined, undefined, heapFor(megabytes));

/** Variations that a process keeps; studies ask for the same few again and again. */
const MOST_VARIATIONS = 64;

type ReplyOf<Type extends EvaluationReply["type"]> = EvaluationReply & { type: Type };

interface Waiting {
  type: EvaluationReply["type"];
  answer(reply: EvaluationReply): void;
  fail(error: Error): void;
  progress?: ((done: number) => void) | undefined;
  /** Said beside what goes wrong meanwhile; `draw` is the one it went wrong at, where that is known. */
  notes?: ((draw?: number) => string[]) | undefined;
}

/** The evaluator was closed while something was asked of it. */
export class EvaluatorClosed extends Error {
  constructor() {
    super("the evaluator was closed");
    this.name = "EvaluatorClosed";
  }
}

/** One process that evaluates: requests that may be sent ahead, answered in turn. */
export class EvaluatorProcess {
  private readonly runner: Runner;
  private readonly exchange: Exchange;
  private readonly waiting: Waiting[] = [];
  private ended: Error | undefined;
  private block: number | undefined;
  private isOpen = false;
  private hasSources = false;
  /** Those it has, by their numbers. */
  private readonly variations: Variation[] = [];
  private sent = 0;

  constructor(
    private readonly job: EvaluationJob,
    private readonly limits: Limits,
    started?: Runner,
  ) {
    const usable = started?.converse && started.megabytes === limits.megabytes ? started : undefined;
    if (!usable) started?.stop();
    this.runner = usable ?? startEvaluating(limits);
    const exchange = this.runner.converse?.(
      limits,
      (reply) => this.hear(reply),
      (outcome) => this.end(this.reason(outcome)),
    );
    if (!exchange) throw new Error("a runner of one job can't evaluate");
    this.exchange = exchange;
  }

  /**
   * Asks something and waits for the reply of that type. `progress` hears of rows done meanwhile, `notes` has what to say beside an
   * error.
   *
   * @throws MemoError when a limit was passed or the process ended; EvaluatorClosed when it was stopped.
   */
  async ask<Type extends EvaluationReply["type"]>(
    request: EvaluationRequest,
    type: Type,
    { progress, notes }: Pick<Waiting, "progress" | "notes"> = {},
  ): Promise<ReplyOf<Type>> {
    if (this.ended) throw this.ended;
    const reply = await new Promise<EvaluationReply>((answer, fail) => {
      this.waiting.push({ type, answer, fail, progress, notes });
      if (this.waiting.length === 1) this.expect();
      this.exchange.send(request);
    });
    return reply as ReplyOf<Type>;
  }

  /** Begins a sweep, a long one with what it is recorded by; rejects like `ask`. */
  async vary(
    variation: Variation,
    moving: readonly number[],
    columns: readonly number[],
    sources?: () => RecordedSources,
  ): Promise<void> {
    if (sources && !this.hasSources) {
      this.hasSources = true;
      // What goes wrong with it goes wrong with all that is asked.
      this.ask({ type: "record", sources: sources() }, "varied").catch(() => {});
    }
    const isLong = sources !== undefined;
    const known = this.variations.indexOf(variation);
    const number = known === -1 ? this.sent++ % MOST_VARIATIONS : known;
    this.variations[number] = variation;
    await this.ask({ type: "vary", number, ...(known === -1 ? { variation } : {}), moving, columns, isLong }, "varied");
  }

  stop(): void {
    this.end(new EvaluatorClosed());
  }

  private expect(): void {
    const { seconds } = this.limits;
    this.exchange.expect(
      this.waiting.length === 0 ? undefined : seconds + (this.isOpen ? GRACE_SECONDS : LOADING_SECONDS),
    );
  }

  private hear(reply: Reply): void {
    if (reply.type === "start") {
      this.block = reply.index;
      this.exchange.expect(this.limits.seconds);
      return;
    }
    const next = this.waiting[0];
    if (!next) return;
    if (reply.type === "progress") {
      next.progress?.(reply.done);
      this.expect();
      return;
    }
    if (reply.type === "too-long") {
      this.end(this.tooLong(reply));
      return;
    }
    if (reply.type !== next.type) {
      this.end(new Error(`an evaluator answered ${reply.type}, not ${next.type}`));
      return;
    }
    this.isOpen = true;
    this.block = undefined;
    this.waiting.shift();
    this.expect();
    next.answer(reply as EvaluationReply);
  }

  private tooLong({ draw, index }: ReplyOf<"too-long">): MemoError {
    const block = this.job.blocks[index];
    return MemoError.of({
      rule: "notebook/time-limit",
      message: `block \`${block?.id}\` was still running after ${this.limits.seconds} s at draw ${draw}, the time limit of one draw`,
      about: block?.id,
      place: block?.place,
      ...this.notes(draw),
      expected: "all blocks to end within it at every draw",
      hint: "look for a loop that doesn't end for some values",
    });
  }

  private reason(outcome: Outcome): Error {
    const index = "index" in outcome ? outcome.index : undefined;
    const diagnostic = endDiagnostic(
      { ...outcome, index: index ?? this.block } as Outcome,
      this.job.blocks,
      this.limits,
    );
    return diagnostic
      ? new MemoError([{ ...diagnostic, ...this.notes() }])
      : new Error("an evaluator gave an answer nobody asked for");
  }

  private notes(draw?: number): { notes?: string[] } {
    const notes = this.waiting[0]?.notes?.(draw) ?? [];
    return notes.length > 0 ? { notes } : {};
  }

  private end(error: Error): void {
    if (this.ended) return;
    this.ended = error;
    this.exchange.expect(undefined);
    this.runner.stop();
    for (const { fail } of this.waiting.splice(0)) fail(error);
  }
}
