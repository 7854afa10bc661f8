import { createHash } from "node:crypto";
import { openShelf } from "../../store/index.js";
import type { BlockRecord } from "./job.js";

/** What a key is made of: content hashes by what they are of, as `memo why` words it: "code of `x`", "given.gw.add". */
export type KeyParts = Readonly<Record<string, string>>;

/** Results of blocks by the content they were made from. */
export interface Cache {
  /** The record kept under these parts, or undefined. */
  get(parts: KeyParts): BlockRecord | undefined;
  put(parts: KeyParts, record: BlockRecord): void;
  /** The parts of each block's last run. */
  lastParts(): ReadonlyMap<string, KeyParts>;
  /** Notes the parts of this run's blocks; absent where nobody asks for them. */
  finish?(parts: ReadonlyMap<string, KeyParts>): void;
}

/** A cache in a memo's folder for what is kept. The parts tell the engine too, so that it can be said what changed. */
export function openCache(folder: string): Required<Cache> {
  const records = openShelf<BlockRecord>(folder, "block");
  const last = openShelf<Record<string, KeyParts>>(folder, "last parts");
  return {
    get: (parts) => records.get(keyOf(parts)),
    put: (parts, record) => records.put(keyOf(parts), record),
    lastParts: () => new Map(Object.entries(last.get("") ?? {})),
    finish: (parts) => last.put("", Object.fromEntries(parts)),
  };
}

/** The key of some parts: SHA-256 over their labels and hashes. */
export function keyOf(parts: KeyParts): string {
  return hashOf(JSON.stringify(Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** SHA-256 of a text, and of bytes behind it, in hexadecimal. */
export function hashOf(text: string, bytes?: NodeJS.ArrayBufferView): string {
  const hash = createHash("sha256").update(text);
  return (bytes ? hash.update("\0").update(bytes) : hash).digest("hex");
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
