import { BlockProcess, type Limits, type Outcome } from "../../notebook/process/block-process.js";
import type { DimensionJob, DimensionRun } from "./run.js";

/** Why there is no answer. */
export type NoAnswer = Exclude<Outcome, { type: "answer" }>;

/** Runs jobs in a process of their own kind, as blocks are run: no code of a memo runs in this one. */
export class DimensionProcess {
  private process: BlockProcess | undefined;

  constructor(private readonly limits: Limits) {}

  /** Starts the process, which loads while the job is made. */
  start(): void {
    this.process ??= new BlockProcess(this.limits.megabytes);
  }

  /** Runs one job; the process ends with it. */
  perform(job: DimensionJob): Promise<{ type: "done"; run: DimensionRun } | NoAnswer> {
    this.start();
    const { process, limits } = this;
    return new Promise((resolve) => {
      let index: number | undefined;
      const at = (): { index?: number } => (index === undefined ? {} : { index });
      const exchange = process?.converse(
        limits,
        (reply) => {
          if (reply.type === "start") index = reply.index;
          if (reply.type !== "done") return;
          // Before the process is stopped, which is an outcome too.
          resolve({ type: "done", run: reply.result as DimensionRun });
          exchange?.expect(undefined);
          this.stop();
        },
        (outcome) => {
          if (outcome.type !== "answer") resolve({ ...outcome, ...at() });
        },
      );
      exchange?.expect(limits.seconds);
      exchange?.send({ type: "task", task: "dimensions", input: job });
    });
  }

  stop(): void {
    this.process?.stop();
    this.process = undefined;
  }
}
