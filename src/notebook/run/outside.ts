import type { Compile } from "./compile.js";

/** What can be asked for from within the realm of blocks, where there is nothing but the language: each goes on when what is outside has done it. */
export interface Outside {
  compile: Compile;
  /** Until promises have settled and those that failed unawaited are told. */
  turn(): Promise<void>;
  /** Tells which block, by its index in the job, is about to run. */
  start(index: number): Promise<void>;
  /** Tells how many rows of a sweep are done. */
  progress(done: number): Promise<void>;
  /** Does work that may take no longer than some seconds; what is left of it then is never done, and nothing after it. */
  timed<T>(seconds: number, work: () => T): Promise<T>;
}
