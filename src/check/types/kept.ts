import { readFileSync } from "node:fs";
import { join } from "node:path";
import { keep } from "../../files/index.js";
import type { TypesCache } from "./checker.js";

const FILE = "types.json";

/** Keeps what was last found in a memo's cache folder, so that a build of the same texts starts no compiler. */
export function keptTypes(cacheFolder: string): TypesCache {
  const path = join(cacheFolder, FILE);
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
      keep(cacheFolder, FILE, JSON.stringify([key, text]));
    },
  };
}
