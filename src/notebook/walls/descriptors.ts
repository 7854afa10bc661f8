import { openSync, readdirSync, readFileSync } from "node:fs";
import { devNull } from "node:os";

/** More are not covered: a process that holds more was not meant to start others. */
const MOST = 1024;

let nothing: number | undefined;

/**
 * What a process is given as its descriptors, with nothing in place of those that this one was handed by whoever started it and would hand on. Node
 * sees to those that it opens itself; Linux tells of the others.
 */
export function alone<T>(given: readonly T[]): (T | number | "ignore")[] {
  const descriptors: (T | number | "ignore")[] = [...given];
  nothing ??= openSync(devNull, "r");
  for (const descriptor of handedOn()) {
    if (descriptor < given.length || descriptor >= MOST) continue;
    // From the fourth on, what is ignored is left as it is: nothing, in the new process.
    while (descriptors.length < descriptor) descriptors.push("ignore");
    descriptors[descriptor] = nothing;
  }
  return descriptors;
}

const CLOSES_ON_EXEC = 0o2000000;

/** Descriptors that programs started from here would inherit. */
function handedOn(): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc/self/fd")
    .map(Number)
    .filter((descriptor) => {
      try {
        const flags = /^flags:\s+(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, "latin1"))?.[1] ?? "0";
        return (Number.parseInt(flags, 8) & CLOSES_ON_EXEC) === 0;
      } catch {
        // The one that the folder was read by.
        return false;
      }
    });
}
