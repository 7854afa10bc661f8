import { Worker } from "node:worker_threads";

/** Ends a process that a call waits for without end. */
export interface Watch {
  /** Runs `call`, which blocks this thread until the process answers; ends the process when it takes longer. */
  during<T>(pid: number | undefined, milliseconds: number, call: () => T): T;
  /** Whether the last call was ended. */
  readonly ended: boolean;
  close(): void;
}

const PID = 0;
const MILLISECONDS = 1;
const ENDED = 2;
const CLOSED = -1;

/** The thread that looks at the clock while the one that asked is blocked: a timer of its own would not fire. */
const CODE = `
const { workerData } = require("node:worker_threads");
const state = new Int32Array(workerData);
for (;;) {
  Atomics.wait(state, ${PID}, 0);
  const pid = Atomics.load(state, ${PID});
  if (pid === ${CLOSED}) break;
  if (pid === 0 || Atomics.wait(state, ${PID}, pid, Atomics.load(state, ${MILLISECONDS})) !== "timed-out") continue;
  if (Atomics.compareExchange(state, ${PID}, pid, 0) !== pid) continue;
  Atomics.store(state, ${ENDED}, 1);
  try {
    process.kill(pid, "SIGKILL");
  } catch {}
}
`;

/** A watch over one process after the other. Call `close` when done. */
export function openWatch(): Watch {
  const shared = new SharedArrayBuffer(12);
  const state = new Int32Array(shared);
  let worker: Worker | undefined;
  const set = (pid: number): void => {
    Atomics.store(state, PID, pid);
    Atomics.notify(state, PID);
  };
  return {
    during(pid, milliseconds, call) {
      if (pid === undefined) return call();
      if (!worker) {
        worker = new Worker(CODE, { eval: true, workerData: shared, execArgv: [] });
        worker.unref();
      }
      Atomics.store(state, ENDED, 0);
      Atomics.store(state, MILLISECONDS, milliseconds);
      set(pid);
      try {
        return call();
      } finally {
        set(0);
      }
    },
    get ended() {
      return Atomics.load(state, ENDED) === 1;
    },
    close() {
      set(CLOSED);
      worker = undefined;
    },
  };
}
