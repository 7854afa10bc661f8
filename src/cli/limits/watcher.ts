/** What the thread is given. */
export interface Watched {
  milliseconds: number;
  megabytes: number;
  /** Told to the process by this name, with what was passed. */
  event: string;
}

/**
 * The program of a thread that looks at how long the command has been running and what memory it holds, and says so where that is over what it may. The
 * command's own thread may be in a loop that never ends, so it is told by way of the inspector, which interrupts it; what interrupts nothing, as code
 * that isn't JavaScript, is ended five seconds later all the same. A text, as a thread can't be made of TypeScript when memo runs from source.
 */
export const WATCHER = `
const { Session } = require("node:inspector");
const { workerData } = require("node:worker_threads");
const { milliseconds, megabytes, event } = workerData;
const began = performance.now();
const poll = setInterval(() => {
  const passed =
    performance.now() - began > milliseconds ? "time"
    : process.memoryUsage.rss() > megabytes * 2 ** 20 ? "memory"
    : undefined;
  if (passed === undefined) return;
  clearInterval(poll);
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 5000);
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.evaluate", {
    expression: "process.emit(" + JSON.stringify(event) + ", " + JSON.stringify(passed) + ")",
  });
}, 100);
`;
