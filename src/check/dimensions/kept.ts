import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { DimensionCache } from "./check.js";

/** Keeps the last run over quantities in a memo's cache folder, so that a build of the same blocks starts no process for it. */
export function keptDimensions(cacheFolder: string): DimensionCache {
  const path = join(cacheFolder, "dimensions");
  return {
    read(key) {
      try {
        const [kept, bytes] = deserialize(readFileSync(path)) as [string, Uint8Array];
        return kept === key ? bytes : undefined;
      } catch {
        // Absent, or not readable: it is run again.
        return undefined;
      }
    },
    write(key, bytes) {
      try {
        mkdirSync(cacheFolder, { recursive: true });
        const fresh = `${path}-${process.pid}`;
        writeFileSync(fresh, serialize([key, bytes]));
        renameSync(fresh, path);
      } catch {
        // A cache that can't be written keeps nothing.
      }
    },
  };
}
