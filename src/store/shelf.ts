import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { deserialize, serialize } from "node:v8";
import { codeBehind } from "./code.js";
import { Entries } from "./entries.js";

/** Values of one kind by key. What isn't there, or was harmed, is undefined: who asks makes it anew. */
export interface Shelf<T> {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
}

/** What all shelves of a folder hold together: some hundred charts, sweeps, sides and reviews of a large memo. */
const BUDGET = 512 * 1024 * 1024;

/**
 * Values of one kind in a folder that all kinds share; without a folder, nothing is kept.
 *
 * @param kind no two shelves have the same
 * @param madeBy `import.meta.url` of the module that makes the values: one made by other code is not found. Absent for what doesn't come of code.
 */
export function openShelf<T>(folder: string | undefined, kind: string, madeBy?: string): Shelf<T> {
  if (folder === undefined) return { get: () => undefined, put: () => {} };
  const entries = entriesOf(folder);
  const nameOf = (key: string): string => keyOf(kind, madeBy === undefined ? "" : codeBehind(madeBy, entries), key);
  return {
    get(key) {
      try {
        const body = entries.read(nameOf(key));
        return body && (deserialize(body) as T);
      } catch {
        // Written by another version of Node.
        return undefined;
      }
    },
    put(key, value) {
      let body: Buffer;
      try {
        body = serialize(value);
      } catch {
        // What can't be cloned, such as a function in it, is made anew each time.
        return;
      }
      entries.put(nameOf(key), body);
    },
  };
}

/**
 * What a module is, with all that it imports: another text once one of these files is another.
 *
 * @param url of the module, as `import.meta.url` gives it
 * @param folder of the shelves, where the answer is kept while the files stay as they are
 */
export const codeVersion = (url: string, folder: string | undefined): string =>
  codeBehind(url, folder === undefined ? undefined : entriesOf(folder));

/** A key of several texts: SHA-256, in hexadecimal. */
export const keyOf = (...parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");

const opened = new Map<string, Entries>();

/** One for each folder, as it knows how much it holds. */
function entriesOf(folder: string): Entries {
  const path = resolve(folder);
  const known = opened.get(path) ?? new Entries(path, BUDGET);
  opened.set(path, known);
  return known;
}
