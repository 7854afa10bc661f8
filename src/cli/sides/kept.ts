import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { listable, plainCopy } from "../../notebook/wire.js";

const HASH_BYTES = 32;

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
        const path = join(folder, key);
        const bytes = readFileSync(path);
        const body = bytes.subarray(HASH_BYTES);
        if (!digest(body).equals(bytes.subarray(0, HASH_BYTES))) return undefined;
        const now = new Date();
        utimesSync(path, now, now);
        return listable(deserialize(body)) as T;
      } catch {
        return undefined;
      }
    },
    put(key, value) {
      // A reader never sees half a file, nor two writers each other's.
      const draft = join(folder, `.${key}-${process.pid}`);
      try {
        const body = serialize(plainCopy(value));
        mkdirSync(folder, { recursive: true });
        writeFileSync(draft, Buffer.concat([digest(body), body]));
        renameSync(draft, join(folder, key));
        trim(folder, most);
      } catch {
        drop(draft);
      }
    },
  };
}

function drop(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where there is no folder there is nothing to take away.
  }
}

const digest = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();

/** A key of several texts. */
export const keyOf = (...parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");

function trim(folder: string, most: number): void {
  const used = readdirSync(folder)
    .map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at || (a.name < b.name ? -1 : 1));
  for (const { name } of used.slice(most)) rmSync(join(folder, name), { force: true });
}
