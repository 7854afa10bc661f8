import { readFileSync } from "node:fs";
import { askAnew } from "./in-realm.js";
import { readAnew } from "./reading/kept.js";

/** All of the classes of inputs that grow, at larger sizes, with `MEMO_GROWTH=all`; a sample of them without. */
export const ALL = process.env.MEMO_GROWTH === "all";

/** Eight times the input may take so many times the work: what is quadratic takes sixty-four. */
export const MOST = 24;

/**
 * Seconds that this thread alone has had of a processor, whatever else the machine is at; of the process where the system tells no more. Work that is
 * measured from then on is done: nothing is kept of it.
 */
export function spent(): number {
  readAnew();
  askAnew();
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e9;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
}

/** How many times the work eight times the input takes; the least of a few trials, since a machine at work only ever adds to it. */
export function timesTheWork(small: () => void, large: () => void): number {
  const cost = (work: () => void): number => {
    const began = spent();
    work();
    return spent() - began;
  };
  let least = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < 3 && least > MOST; trial++)
    least = Math.min(least, cost(large) / Math.max(0.005, cost(small)));
  return least;
}
