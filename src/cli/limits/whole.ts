import { closeSync } from "node:fs";
import { getHeapStatistics } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Diagnostic } from "../../diagnostic.js";
import { jsonReport } from "../../render/data/json-report.js";
import { onOneLine, onTerminal } from "../../text/shown.js";
import { printDiagnostics, type Terminal } from "../terminal/terminal.js";
import { STEP, WATCHER, type Watched } from "./watcher.js";

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
let tell = (_step: string): void => {};

/** Notes what the command is at, for the message. */
export function noteStep(step: string): void {
  underWay = step;
  tell(`, at ${step}`);
}

/** A process that is at work in code that isn't JavaScript can't be interrupted, and gets so many milliseconds to come back. */
const GRACE_MS = 3000;

/**
 * Ends the process with a diagnostic as soon as it passes a limit, whatever it is at; what runs at its exit runs. Returns what takes the watch away.
 */
export function watchWhole(limits: WholeLimits, terminal: Terminal, json: boolean): () => void {
  const say = (to: Terminal, diagnostic: Diagnostic): void => {
    if (json) to.out(jsonReport(false, [diagnostic], {}));
    else printDiagnostics(to, [diagnostic], new Map());
  };
  const end = (passed: "time" | "memory"): void => {
    say(terminal, limitDiagnostic(passed, limits, underWay));
    // Node would add a word about the inspector, by which this was called.
    process.once("exit", () => closeSync(2));
    process.exit(1);
  };
  process.once(EVENT as "exit", end as never);
  /** What is printed of a limit, as text. */
  const printed = (passed: "time" | "memory"): string => {
    let text = "";
    const add = (more: string): void => {
      text += more;
    };
    say({ ...terminal, out: add, err: add }, limitDiagnostic(passed, limits, STEP));
    return text;
  };
  const watched: Watched = {
    milliseconds: limits.seconds * 1000,
    megabytes: limits.megabytes,
    event: EVENT,
    grace: GRACE_MS,
    last: { descriptor: json ? 1 : 2, time: printed("time"), memory: printed("memory") },
  };
  const worker = new Worker(WATCHER, { eval: true, execArgv: [], workerData: watched });
  worker.unref();
  tell = (step) => worker.postMessage(json ? JSON.stringify(step).slice(1, -1) : onTerminal(onOneLine(step)));
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
