import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** A process, by its number and when it began, as numbers are given again. */
export type Process = `${number} ${string}`;

function processOf(pid: number): Process | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /s, "")
      .split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : `${pid} ${fields[19] ?? ""}`;
  } catch {
    return undefined;
  }
}

/** All processes that one started, and those that these did; Linux only. */
export function descendants(pid: number): Set<Process> {
  const found = new Set<Process>();
  const visit = (one: number): void => {
    let tasks: string[] = [];
    try {
      tasks = readdirSync(`/proc/${one}/task`);
    } catch {
      // It has ended.
    }
    for (const task of tasks) {
      let children = "";
      try {
        children = readFileSync(`/proc/${one}/task/${task}/children`, "utf8");
      } catch {
        continue;
      }
      for (const child of children.split(" ").filter(Boolean).map(Number)) {
        const known = processOf(child);
        if (known) found.add(known);
        visit(child);
      }
    }
  };
  visit(pid);
  return found;
}

/** Looks at what a process starts until it ends: all of them that ever were. */
export function watchDescendants(pid: number): { met: ReadonlySet<Process>; stop(): void } {
  const met = new Set<Process>();
  const look = (): void => {
    for (const one of descendants(pid)) met.add(one);
  };
  const poll = setInterval(look, 25);
  look();
  return {
    met,
    stop: () => {
      look();
      clearInterval(poll);
    },
  };
}

/** Those of some processes that are still there after at most so many milliseconds. */
export async function left(processes: Iterable<Process>, milliseconds: number): Promise<Process[]> {
  const still = (): Process[] => [...processes].filter((one) => processOf(Number(one.split(" ")[0])) === one);
  for (let passed = 0; passed < milliseconds && still().length > 0; passed += 50) await setTimeout(50);
  return still();
}

/** Ends processes that should not be there any more. */
export function end(processes: Iterable<Process>): void {
  for (const one of processes) {
    const pid = Number(one.split(" ")[0]);
    if (processOf(pid) === one) process.kill(pid, "SIGKILL");
  }
}
