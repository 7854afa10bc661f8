import { keep, readKept } from "../../files/index.js";
import type { TypesCache } from "./checker.js";

const FILE = "types";

/** Keeps what was last found in a memo's cache folder, so that a build of the same texts starts no compiler. */
export function keptTypes(cacheFolder: string): TypesCache {
  return {
    read(key) {
      const found = readKept(cacheFolder, FILE);
      if (!found) return undefined;
      const [kept, text] = JSON.parse(found.toString()) as [string, string];
      return kept === key ? text : undefined;
    },
    write(key, text) {
      keep(cacheFolder, FILE, JSON.stringify([key, text]));
    },
  };
}
