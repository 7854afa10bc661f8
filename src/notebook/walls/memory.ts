import { readdirSync, readFileSync } from "node:fs";
import { append } from "../../lists.js";

/** Memory that a process and all it started hold, in megabytes; undefined where the system doesn't tell. A wall's own programs stand between it and Node. */
export function residentMegabytes(process_id: number | undefined): number | undefined {
  if (process_id === undefined || process.platform !== "linux") return undefined;
  const own = residentOf(process_id);
  if (own === undefined) return undefined;
  let all = own;
  const waiting = childrenOf(process_id);
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    all += residentOf(one) ?? 0;
    append(waiting, childrenOf(one));
  }
  return all;
}

function residentOf(id: number): number | undefined {
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${id}/status`) ?? "")?.[1];
  return resident === undefined ? undefined : Number(resident) / 1024;
}

function childrenOf(id: number): number[] {
  const told = read(`/proc/${id}/task/${id}/children`);
  if (told !== undefined) return told.split(" ").filter(Boolean).map(Number);
  // Kernels that don't list them.
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === id)
    .map(Number);
}

/** The number after the program's name, which may hold anything, and a letter. */
const parentOf = (id: string): number => Number(/.*\) \S (\d+)/s.exec(read(`/proc/${id}/stat`) ?? "")?.[1]);

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined;
  }
}
