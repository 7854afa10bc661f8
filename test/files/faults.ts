import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const STEPS = [
  "chmodSync",
  "linkSync",
  "mkdirSync",
  "writeFileSync",
  "renameSync",
  "rmSync",
  "rmdirSync",
  "unlinkSync",
  "readFileSync",
  "readdirSync",
] as const;
type Step = (typeof STEPS)[number];
const original = Object.fromEntries(STEPS.map((step) => [step, fs[step]])) as Pick<typeof fs, Step>;

class Fault extends Error {
  readonly syscall = "fault";
  constructor(readonly code: string) {
    super(`${code} here`);
  }
}

/** Makes the nth call of the file system fail, and with `dead` every one after it; says how often it was called in all. */
export function failAt(nth: number, { dead = false, code = "ENOSPC" } = {}): { calls: number } {
  const counted = { calls: 0 };
  const set = fs as unknown as Record<Step, (...values: unknown[]) => unknown>;
  for (const name of STEPS)
    set[name] = (...values: unknown[]): unknown => {
      counted.calls++;
      if (counted.calls === nth || (dead && counted.calls > nth)) throw new Fault(code);
      return (original[name] as (...values: unknown[]) => unknown)(...values);
    };
  syncBuiltinESMExports();
  return counted;
}

/** Takes all faults away. */
export function mend(): void {
  Object.assign(fs, original);
  syncBuiltinESMExports();
}
