import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** Where modules are kept as tests run them, from one run to the next. */
export const MODULES = join(import.meta.dirname, "../../node_modules/.cache/memo-report-tests");

const KEPT_MS = 7 * 24 * 3600 * 1000;

/** Lets go of modules that were compiled a week ago, when a run is over; those that are as they were are compiled once more. */
export function forgetOldModules(): void {
  if (!existsSync(MODULES)) return;
  for (const name of readdirSync(MODULES)) {
    // Which packages they were compiled with.
    if (name.startsWith("_")) continue;
    const path = join(MODULES, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Number.POSITIVE_INFINITY };
    if (Date.now() - mtimeMs > KEPT_MS) rmSync(path, { force: true });
  }
}
