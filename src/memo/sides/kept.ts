import { createHash } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import { keep, readKept, use } from "../../files/index.js";
import { listable, plainCopy } from "../../notebook/process/wire.js";

/** Values by key in a folder of the cache; what was longest unused goes first. */
export interface Kept<T> {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
}

/**
 * Keeps values in files. An entry that is absent, damaged or can't be read counts as none, and a folder that can't be written as one
 * that keeps nothing.
 */
export function keptIn<T>(folder: string | undefined, most: number): Kept<T> {
  if (folder === undefined) return { get: () => undefined, put: () => {} };
  return {
    get(key) {
      try {
        const body = readKept(folder, key);
        if (!body) return undefined;
        use(folder, key);
        return listable(deserialize(body)) as T;
      } catch {
        return undefined;
      }
    },
    put(key, value) {
      keep(folder, key, serialize(plainCopy(value)), { most });
    },
  };
}

/** A key of several texts. */
export const keyOf = (...parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");
