import { closeSync } from "node:fs";
import { getHeapStatistics } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Diagnostic } from "../../diagnostic.js";
import { jsonReport } from "../../render/data/json-report.js";
import { printDiagnostics, type Terminal } from "../terminal/terminal.js";
import { WATCHER, type Watched } from "./watcher.js";

/** Bounds of a command from its start to its end, all that it does in its own process included. */
export interface WholeLimits {
  seconds: number;
  megabytes: number;
}

/** Beyond the time that all blocks may take, unless told: some ten times what a long memo takes on a slow machine. */
export const SECONDS_BESIDE_BLOCKS = 840;

/** Unless told: 4 GB, or what this Node may hold where that is less, so that the limit is met before Node gives up without a word. */
export const usualMegabytes = (): number =>
  Math.floor(Math.min(4096, (getHeapStatistics().heap_size_limit / 2 ** 20) * 0.9));

const EVENT = "memo-limit";

let underWay: string | undefined;

/** Notes what the command is at, for the message. */
export function noteStep(step: string): void {
  underWay = step;
}

/**
 * Ends the process with a diagnostic as soon as it passes a limit, whatever it is at; what runs at its exit runs. Returns what takes the watch away.
 */
export function watchWhole(limits: WholeLimits, terminal: Terminal, json: boolean): () => void {
  const end = (passed: "time" | "memory"): void => {
    const diagnostic = limitDiagnostic(passed, limits, underWay);
    if (json) terminal.out(jsonReport(false, [diagnostic], {}));
    else printDiagnostics(terminal, [diagnostic], new Map());
    // Node would add a word about the inspector, by which this was called.
    process.once("exit", () => closeSync(2));
    process.exit(1);
  };
  process.once(EVENT as "exit", end as never);
  const watched: Watched = { milliseconds: limits.seconds * 1000, megabytes: limits.megabytes, event: EVENT };
  const worker = new Worker(WATCHER, { eval: true, execArgv: [], workerData: watched });
  worker.unref();
  // Without the thread there is no limit, which stops nothing.
  worker.on("error", () => {});
  return () => {
    process.removeListener(EVENT, end);
    void worker.terminate();
  };
}

export function limitDiagnostic(
  passed: "time" | "memory",
  { seconds, megabytes }: WholeLimits,
  step?: string,
): Diagnostic {
  const at = step === undefined ? "" : `, at ${step}`;
  return passed === "time"
    ? {
        rule: "project/time-limit",
        severity: "error",
        message: `memo was still at work after ${seconds} s${at}`,
        expected: "all of it to end within that time",
        hint: "look for a chapter or register of unusual size; `--whole-time-limit` gives more time",
      }
    : {
        rule: "project/memory-limit",
        severity: "error",
        message: `memo holds more than ${megabytes} MB${at}`,
        expected: "all of it to be done with that much",
        hint: "look for a chapter or register of unusual size; `--whole-memory-limit` gives more memory",
      };
}
