import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { keep } from "../../files/index.js";
import type { DimensionCache } from "./check.js";

const FILE = "dimensions";

/** Keeps the last run over quantities in a memo's cache folder, so that a build of the same blocks starts no process for it. */
export function keptDimensions(cacheFolder: string): DimensionCache {
  const path = join(cacheFolder, FILE);
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
      keep(cacheFolder, FILE, serialize([key, bytes]));
    },
  };
}
