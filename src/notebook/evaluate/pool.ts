import { MemoError, sortDiagnostics } from "../../diagnostic.js";
import { isError } from "../../rules/rule.js";
import type { Limits, Runner } from "../process/block-process.js";
import { EvaluatorClosed, EvaluatorProcess } from "./process.js";
import type { EvaluationJob } from "./types.js";

interface Waiting {
  give(process: EvaluatorProcess): void;
  fail(error: unknown): void;
}

/** Processes that evaluate the same job, at most so many, each of them asked by one at a time. They start when there is something for them to do. */
export class EvaluatorPool {
  /** Which outputs are texts; known once a process is open. */
  texts: readonly boolean[] = [];
  private readonly all = new Set<EvaluatorProcess>();
  private readonly free: EvaluatorProcess[] = [];
  private readonly waiting: Waiting[] = [];
  private isClosed = false;

  constructor(
    private readonly job: EvaluationJob,
    private readonly limits: Limits,
    readonly most: number,
  ) {}

  /**
   * Starts the first one.
   *
   * @throws MemoError for what blocks do wrong at the base.
   */
  async open(started?: Runner): Promise<void> {
    try {
      this.free.push(await this.start(started));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** One that nobody else asks until it is given back or dropped. @throws EvaluatorClosed when the pool is closed. */
  take(): Promise<EvaluatorProcess> {
    if (this.isClosed) return Promise.reject(new EvaluatorClosed());
    const free = this.waiting.length === 0 ? this.free.pop() : undefined;
    if (free) return Promise.resolve(free);
    return new Promise((give, fail) => {
      this.waiting.push({ give, fail });
      this.grow();
    });
  }

  give(process: EvaluatorProcess): void {
    if (!this.all.has(process)) return;
    const next = this.waiting.shift();
    if (next) next.give(process);
    else this.free.push(process);
  }

  /** Ends one whose values are no longer the base's; another takes its place when it is needed. */
  drop(process: EvaluatorProcess): void {
    process.stop();
    this.all.delete(process);
    if (this.waiting.length > 0 && !this.isClosed) this.grow();
  }

  close(): void {
    this.isClosed = true;
    for (const process of this.all) process.stop();
    for (const { fail } of this.waiting.splice(0)) fail(new EvaluatorClosed());
  }

  /** Starts another one for whoever waits; they may be served by one that becomes free before it. */
  private grow(): void {
    if (this.all.size >= this.most) return;
    this.start().then(
      (process) => this.give(process),
      (error) => {
        // Whoever waits is served by those that there are, if it takes longer.
        if (this.all.size > 0) return;
        for (const { fail } of this.waiting.splice(0)) fail(error);
      },
    );
  }

  private async start(started?: Runner): Promise<EvaluatorProcess> {
    const process = new EvaluatorProcess(this.job, this.limits, started);
    this.all.add(process);
    try {
      const opened = await process.ask({ type: "evaluator", job: this.job }, "opened");
      const errors = opened.diagnostics.filter(isError);
      if (errors.length > 0) throw new MemoError(sortDiagnostics(errors));
      this.texts = opened.texts;
      return process;
    } catch (error) {
      process.stop();
      this.all.delete(process);
      throw error;
    }
  }
}
