import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";

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

/**
 * Makes the nth call of the file system fail, and with `dead` every one after it; says how often it was called in all. A write that fails `halfway` leaves
 * the first half of a file.
 */
export function failAt(nth: number, { dead = false, halfway = false, code = "ENOSPC" } = {}): { calls: number } {
  const counted = { calls: 0 };
  const set = fs as unknown as Record<Step, (...values: unknown[]) => unknown>;
  for (const name of STEPS)
    set[name] = (...values: unknown[]): unknown => {
      counted.calls++;
      if (halfway && counted.calls === nth && name === "writeFileSync") {
        const [path, content] = values as [string, string | Uint8Array];
        const bytes = Buffer.from(content as string);
        original.writeFileSync(path, bytes.subarray(0, bytes.length / 2));
      }
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

/** As if the process that owns what lies beside a file or folder were gone, long ago. */
export function bury(parent: string, name: string): void {
  const room = join(parent, `.${name}.memo`);
  if (!fs.existsSync(room)) return;
  for (const file of fs.readdirSync(room).filter((one) => /^owner|^claim/.test(one))) {
    const text = fs.readFileSync(join(room, file), "utf8");
    fs.writeFileSync(join(room, file), text.replace(/"pid":\d+,"start":\d+/, '"pid":99999999,"start":1'));
  }
  fs.utimesSync(room, 0, 0);
}
