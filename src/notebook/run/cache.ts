import { createHash } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import { keep, readKept, trim, use } from "../../files/index.js";
import type { BlockRecord } from "./execute.js";

/** What a key is made of: content hashes by what they are of, as `memo why` words it: "code of `x`", "given.gw.add". */
export type KeyParts = Readonly<Record<string, string>>;

/** Results of blocks by the content they were made from. */
export interface Cache {
  /** The record kept under these parts, or undefined. */
  get(parts: KeyParts): BlockRecord | undefined;
  put(parts: KeyParts, record: BlockRecord): void;
  /** The parts of each block's last run. */
  lastParts(): ReadonlyMap<string, KeyParts>;
  /** Notes the parts of this run's blocks and drops what is over the size. */
  finish(parts: ReadonlyMap<string, KeyParts>): void;
}

const LAST = "last";

/**
 * A cache in a folder of its own, made when the first thing is kept. A corrupt, truncated or unreadable entry counts as absent, and
 * a folder that can't be written as one that keeps nothing. Over `megabytes` the entries longest unused are dropped, ties by name.
 */
export function openCache(folder: string, { megabytes = 256 }: { megabytes?: number } = {}): Cache {
  return {
    get(parts) {
      try {
        const body = readKept(folder, keyOf(parts));
        if (!body) return undefined;
        const record = deserialize(body) as BlockRecord;
        use(folder, keyOf(parts));
        return record;
      } catch {
        return undefined;
      }
    },
    put(parts, record) {
      keep(folder, keyOf(parts), serialize(record));
    },
    lastParts() {
      const found = readKept(folder, LAST);
      return new Map(found ? Object.entries(JSON.parse(found.toString()) as Record<string, KeyParts>) : []);
    },
    finish(parts) {
      keep(folder, LAST, `${JSON.stringify(Object.fromEntries(parts))}\n`);
      trim(folder, { megabytes });
    },
  };
}

/** The key of some parts: SHA-256 over their labels and hashes. */
export function keyOf(parts: KeyParts): string {
  return hashOf(JSON.stringify(Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** SHA-256 of a text, in hexadecimal. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Which parts differ between two runs, in the order of the later one; empty when none. */
export function changedParts(before: KeyParts, now: KeyParts): string[] {
  const labels = [...new Set([...Object.keys(now), ...Object.keys(before)])];
  return labels.flatMap((label) => {
    if (before[label] === now[label]) return [];
    if (before[label] === undefined) return [`${label} is new`];
    return [now[label] === undefined ? `${label} is gone` : `${label} changed`];
  });
}
