import { deserialize, serialize } from "node:v8";
import { keep, readKept } from "../../files/index.js";
import type { DimensionCache } from "./check.js";

const FILE = "dimensions";

/** Keeps the last run over quantities in a memo's cache folder, so that a build of the same blocks starts no process for it. */
export function keptDimensions(cacheFolder: string): DimensionCache {
  return {
    read(key) {
      try {
        const found = readKept(cacheFolder, FILE);
        if (!found) return undefined;
        const [kept, bytes] = deserialize(found) as [string, Uint8Array];
        return kept === key ? bytes : undefined;
      } catch {
        // Written by another version of Node.
        return undefined;
      }
    },
    write(key, bytes) {
      keep(cacheFolder, FILE, serialize([key, bytes]));
    },
  };
}
