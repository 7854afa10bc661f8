/** What the thread is given. */
export interface Watched {
  milliseconds: number;
  megabytes: number;
  /** Told to the process by this name, with what was passed. */
  event: string;
  /** How long the process has to end by itself. */
  grace: number;
  /** What is written, and to which descriptor, where it doesn't: by what was passed, with `STEP` as what was under way. */
  last: { descriptor: 1 | 2; time: string; memory: string };
}

/** Stands in a text for what is under way; where nothing is known of that it goes, with the words before it. */
export const STEP = "(under way)";

/**
 * The program of a thread that looks at how long the command has been running and what memory it holds, and says so where that is over what it may. The
 * command's own thread may be in a loop that never ends, so it is told by way of the inspector, which interrupts it. What interrupts nothing, as code
 * that isn't JavaScript, is ended after the grace all the same: this thread says why, and ends the process by the only way it has. It is told by
 * messages what is under way. A text, as a thread can't be made of TypeScript when memo runs from source.
 */
export const WATCHER = `
const { Session } = require("node:inspector");
const { writeSync } = require("node:fs");
const { parentPort, workerData } = require("node:worker_threads");
const { milliseconds, megabytes, event, grace, last } = workerData;
let step = "";
parentPort.on("message", (told) => { step = told; });
const began = performance.now();
const poll = setInterval(() => {
  const passed =
    performance.now() - began > milliseconds ? "time"
    : process.memoryUsage.rss() > megabytes * 2 ** 20 ? "memory"
    : undefined;
  if (passed === undefined) return;
  clearInterval(poll);
  setTimeout(() => {
    try { writeSync(last.descriptor, last[passed].replaceAll(", at ${STEP}", step)); } catch {}
    process.kill(process.pid, "SIGKILL");
  }, grace);
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.evaluate", {
    expression: "process.emit(" + JSON.stringify(event) + ", " + JSON.stringify(passed) + ")",
  });
}, 100);
`;
