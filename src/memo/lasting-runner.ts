import { BlockProcess, type Limits, type Outcome, type Runner, STOPPED } from "../notebook/process/block-process.js";
import type { RunnableBlock } from "../notebook/run/compile.js";
import type { ExecutionJob, ExecutionResult } from "../notebook/run/job.js";
import { toldApart } from "../notebook/run/key-parts.js";

/** A process that holds more than this share of the memory limit, beside its libraries, is replaced between two jobs. */
const RENEW_FROM = 0.6;
const LIBRARIES_MB = 200;

const MOST_DONE = 3;

/** What is at work for so long, from what was told the first time on, is what took too long. */
const SECONDS_TO_PLACE = 3;

/** An answered job, by what its result was made from. */
interface Done {
  made: string;
  ran: ReadonlySet<string>;
  want: ReadonlySet<string>;
  result: ExecutionResult;
}

/**
 * Runs one job after the other in a process that stays, with the libraries that draw loaded. A job that asks for no more than one of
 * the last had done is answered with that: blocks are pure.
 */
export class LastingRunner implements Runner {
  private process: BlockProcess;
  /** Blocks and sweeps' charts are jobs in turn. */
  private done: readonly Done[] = [];
  private ran = 0;
  private closed = false;
  private isAtWork = false;
  /** How often what was asked for was given up. */
  private interrupts = 0;
  /** The end of the job that was taken last. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly megabytes: number,
    private readonly secondsToPlace = SECONDS_TO_PLACE,
  ) {
    this.process = this.start();
  }

  /** Nothing: they are loaded when the process starts. */
  preload(): void {}

  /** The process has one job at a time: one that nobody waits for any more, since checks found errors meanwhile, is still answered first. */
  execute(job: ExecutionJob, limits: Limits, draws = false): Promise<Outcome> {
    const { interrupts } = this;
    const outcome = this.last.then(() =>
      this.closed || interrupts < this.interrupts ? STOPPED : this.executeNext(job, limits, draws),
    );
    this.last = outcome.catch(() => {});
    return outcome;
  }

  private async executeNext(job: ExecutionJob, limits: Limits, draws: boolean): Promise<Outcome> {
    const toRun = job.blocks.filter(({ id }) => !job.idle.has(id)).map(({ id }) => id);
    const made = `${contents(job.blocks)}\n${JSON.stringify([job.given, [...job.keep], job.trace, draws], toldApart)}`;
    const same = this.done.find(
      (one) =>
        one.made === made && toRun.every((id) => one.ran.has(id)) && job.want.every((name) => one.want.has(name)),
    );
    if (same) return { type: "answer", result: partOf(same.result, job) };
    this.isAtWork = true;
    if (this.process.hasEnded) this.process = this.start();
    const { process } = this;
    const first = await process.execute(job, limits, draws);
    const outcome =
      first.type === "answer" || first === STOPPED || !process.isVague ? first : await this.placed(first, job, limits);
    this.isAtWork = false;
    const again = outcome.type === "answer" ? outcome.result.records.filter((record) => record.again).length : 0;
    this.ran += toRun.length - again;
    if (outcome.type !== "answer") {
      // Where it was given up there is a new one already.
      if (this.process.hasEnded && !this.closed) this.process = this.start();
    } else {
      // Diagnostics have places, which are not part of what a result is made from.
      if (outcome.result.records.every(({ diagnostics }) => diagnostics.length === 0))
        this.done = [
          { made, ran: new Set(toRun), want: new Set(job.want), result: outcome.result },
          ...this.done.slice(0, MOST_DONE - 1),
        ];
      this.renew();
    }
    return outcome;
  }

  /**
   * The same with the block that it is of, which is found by running them again, each told: they come to the same. What was told the
   * first time is reached however slow what stands before it is, and soon before what took too long.
   */
  private async placed(
    first: Exclude<Outcome, { type: "answer" }>,
    job: ExecutionJob,
    limits: Limits,
  ): Promise<Outcome> {
    this.process = this.start();
    const { index: from = 0 } = first;
    const seconds = first.type === "time-limit" ? Math.min(limits.seconds, this.secondsToPlace) : limits.seconds;
    const again = await this.process.execute(job, limits, false, { from, seconds });
    if (again === STOPPED) return again;
    if (again.type !== first.type || again.index === undefined || again.index < from) return first;
    return { ...first, index: again.index };
  }

  /** How many blocks ran since this was asked last. */
  takeRan(): number {
    const { ran } = this;
    this.ran = 0;
    return ran;
  }

  /** Nothing: it stays for the next job. */
  stop(): void {}

  /** Gives up the job that is under way, if any is, and those that wait for it; the next one finds a new process. */
  interrupt(): void {
    this.interrupts++;
    if (!this.isAtWork) return;
    this.process.stop();
    if (!this.closed) this.process = this.start();
  }

  /** Ends the process. */
  close(): void {
    this.closed = true;
    this.process.stop();
  }

  private start(): BlockProcess {
    const process = new BlockProcess(this.megabytes, undefined, true);
    if (this.closed) process.stop();
    else process.preload();
    return process;
  }

  /** What realms of earlier jobs hold must not count against the next one. */
  private renew(): void {
    if ((this.process.residentMegabytes ?? 0) < LIBRARIES_MB + this.megabytes * RENEW_FROM) return;
    this.process.stop();
    this.process = this.start();
  }
}

/** Texts of what blocks are, by the list of them. */
const written = new WeakMap<readonly RunnableBlock[], string>();

function contents(blocks: readonly RunnableBlock[]): string {
  const text = written.get(blocks) ?? JSON.stringify(blocks.map(contentOf));
  written.set(blocks, text);
  return text;
}

const contentOf = ({
  line: _line,
  indents: _indents,
  place: _place,
  file: _file,
  ...content
}: RunnableBlock): unknown => content;

function partOf({ records, values }: ExecutionResult, { idle, want }: ExecutionJob): ExecutionResult {
  const wanted = new Set(want);
  return {
    records: records.filter(({ blockId }) => !idle.has(blockId)),
    values: new Map([...values].filter(([name]) => wanted.has(name))),
  };
}
