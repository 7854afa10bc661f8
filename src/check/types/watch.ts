import { Worker } from "node:worker_threads";

/** What a call may take: milliseconds, and megabytes that the process holds where the system tells. */
export interface Bounds {
  milliseconds: number;
  megabytes: number;
}

/** Ends a process that a call waits for without end, that takes too much memory, or that is left at work when this one is gone. */
export interface Watch {
  /** Runs `call`, which blocks this thread until the process answers; ends the process when it takes more than it may. */
  during<T>(pid: number | undefined, bounds: Bounds, call: () => T): T;
  /** Why the last call was ended, if it was. */
  readonly ended: "time" | "memory" | undefined;
  close(): void;
}

const PID = 0;
const MILLISECONDS = 1;
const ENDED = 2;
const MEGABYTES = 3;
const CLOSED = -1;
const BY_TIME = 1;
const BY_MEMORY = 2;
const LOOK_MS = 200;

/**
 * The thread that looks at the clock and the memory while the one that asked is blocked: a timer of its own would not fire. A shell that hears
 * nothing more from this process ends the one that is watched: nothing else is left that could when this one is killed.
 */
const CODE = `
const { readFileSync } = process.getBuiltinModule("node:fs");
const { workerData } = require("node:worker_threads");
const { spawn } = require("node:child_process");
const state = new Int32Array(workerData);
const held = (pid) => {
  try {
    return Number(/VmRSS:\\s+(\\d+)/.exec(readFileSync("/proc/" + pid + "/status", "latin1"))[1]) / 1024;
  } catch {
    return 0;
  }
};
let heir;
let heirOf = 0;
const leave = () => {
  if (heir) heir.stdin.end("done\\n");
  heir = undefined;
};
const inherit = (pid) => {
  if (process.platform === "win32" || heirOf === pid) return;
  leave();
  heirOf = pid;
  heir = spawn("/bin/sh", ["-c", "read -r word || kill -9 " + pid], { stdio: ["pipe", "ignore", "ignore"], detached: true, env: {} });
  heir.on("error", () => {});
  heir.stdin.on("error", () => {});
  heir.unref();
};
for (;;) {
  Atomics.wait(state, ${PID}, 0);
  const pid = Atomics.load(state, ${PID});
  if (pid === ${CLOSED}) break;
  if (pid === 0) continue;
  const until = Date.now() + Atomics.load(state, ${MILLISECONDS});
  let ended = 0;
  while (ended === 0 && Atomics.load(state, ${PID}) === pid) {
    const left = until - Date.now();
    if (left > 0 && Atomics.wait(state, ${PID}, pid, Math.min(left, ${LOOK_MS})) !== "timed-out") break;
    inherit(pid);
    if (Date.now() >= until) ended = ${BY_TIME};
    else if (held(pid) > Atomics.load(state, ${MEGABYTES})) ended = ${BY_MEMORY};
  }
  if (ended === 0 || Atomics.compareExchange(state, ${PID}, pid, 0) !== pid) continue;
  Atomics.store(state, ${ENDED}, ended);
  try {
    process.kill(pid, "SIGKILL");
  } catch {}
}
leave();
`;

/** A watch over one process after the other. Call `close` when done. */
export function openWatch(): Watch {
  const shared = new SharedArrayBuffer(16);
  const state = new Int32Array(shared);
  let worker: Worker | undefined;
  const set = (pid: number): void => {
    Atomics.store(state, PID, pid);
    Atomics.notify(state, PID);
  };
  return {
    during(pid, { milliseconds, megabytes }, call) {
      if (pid === undefined) return call();
      if (!worker) {
        worker = new Worker(CODE, { eval: true, workerData: shared, execArgv: [] });
        worker.unref();
      }
      Atomics.store(state, ENDED, 0);
      Atomics.store(state, MILLISECONDS, milliseconds);
      Atomics.store(state, MEGABYTES, megabytes);
      set(pid);
      try {
        return call();
      } finally {
        set(0);
      }
    },
    get ended() {
      const why = Atomics.load(state, ENDED);
      return why === BY_TIME ? "time" : why === BY_MEMORY ? "memory" : undefined;
    },
    close() {
      set(CLOSED);
      worker = undefined;
    },
  };
}
