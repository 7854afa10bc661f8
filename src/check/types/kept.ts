import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TypesCache } from "./checker.js";

/** Keeps what was last found in a memo's cache folder, so that a build of the same texts starts no compiler. */
export function keptTypes(cacheFolder: string): TypesCache {
  const path = join(cacheFolder, "types.json");
  return {
    read(key) {
      try {
        const [kept, text] = JSON.parse(readFileSync(path, "utf8")) as [string, string];
        return kept === key ? text : undefined;
      } catch {
        // Absent, or not readable: it is found again.
        return undefined;
      }
    },
    write(key, text) {
      try {
        mkdirSync(cacheFolder, { recursive: true });
        const fresh = `${path}-${process.pid}`;
        writeFileSync(fresh, JSON.stringify([key, text]));
        renameSync(fresh, path);
      } catch {
        // A cache that can't be written keeps nothing.
      }
    },
  };
}
