import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { entryAt } from "./places.js";

// Of a cache only files are deleted that are memo's by their names and by where they are: in a memo's own `.memo-cache`, which is a folder
// and no link to one.

/** A key, as most entries are named by. */
const ENTRY = /^[0-9a-f]{64}$/;
/** Being written by the process of that number. */
const DRAFT = /^(?:[0-9a-f]{64}|[a-z]+(?:\.json)?)\.(\d+)\.draft$/;

/** Bytes of a SHA-256, which each kept file begins with: that of what follows. */
const DIGEST_BYTES = 32;

/** What a folder of the cache holds at most; what was longest unused goes first, ties by name. */
export interface Most {
  most?: number;
  megabytes?: number;
}

/** The cache of a memo; undefined where something that is no folder has its name, or a link, behind which anything may be. */
export function cacheFolderOf(memo: string): string | undefined {
  const folder = join(memo, ".memo-cache");
  return isOwnFolder(folder) ? folder : undefined;
}

/** Whether a folder is one, or nothing yet, and not a link to one. */
function isOwnFolder(folder: string): boolean {
  try {
    return entryAt(folder)?.isDirectory() ?? true;
  } catch {
    return false;
  }
}

/**
 * Keeps a file in a folder of the cache, then drops what is too much there. A reader never sees half a file, nor two writers each
 * other's; what can't be written is not kept.
 */
export function keep(folder: string, name: string, content: string | Uint8Array, most?: Most): void {
  const draft = join(folder, `${name}.${process.pid}.draft`);
  try {
    if (!isOwnFolder(folder)) return;
    mkdirSync(folder, { recursive: true });
    const body = typeof content === "string" ? Buffer.from(content) : content;
    writeFileSync(draft, Buffer.concat([digestOf(body), body]));
    renameSync(draft, join(folder, name));
  } catch {
    remove(draft);
  }
  if (most) trim(folder, most);
}

/** What was kept under a name; undefined where there is none, or it isn't any more what was kept: whoever reads it makes it anew. */
export function readKept(folder: string, name: string): Buffer | undefined {
  try {
    const bytes = readFileSync(join(folder, name));
    const body = bytes.subarray(DIGEST_BYTES);
    return digestOf(body).equals(bytes.subarray(0, DIGEST_BYTES)) ? body : undefined;
  } catch {
    return undefined;
  }
}

const digestOf = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/** Notes that a kept file was used. */
export function use(folder: string, name: string): void {
  const now = new Date();
  try {
    utimesSync(join(folder, name), now, now);
  } catch {
    // It goes a little earlier than it need.
  }
}

/** Drops the entries of a folder of the cache that are too much, and what processes that are gone were writing. */
export function trim(
  folder: string,
  { most = Number.POSITIVE_INFINITY, megabytes = Number.POSITIVE_INFINITY }: Most,
): void {
  try {
    if (!isOwnFolder(folder)) return;
    const names = readdirSync(folder);
    for (const name of names) {
      const pid = DRAFT.exec(name)?.[1];
      if (pid !== undefined && !isRunning(Number(pid))) remove(join(folder, name));
    }
    const entries = names
      .filter((name) => ENTRY.test(name))
      .map((name) => {
        const { size, mtimeMs } = statSync(join(folder, name));
        return { name, size, mtimeMs };
      })
      .sort((a, b) => b.mtimeMs - a.mtimeMs || (a.name < b.name ? -1 : 1));
    let total = 0;
    for (const [at, { name, size }] of entries.entries()) {
      total += size;
      if (at >= most || total > megabytes * 1024 * 1024) remove(join(folder, name));
    }
  } catch {
    // Nothing was kept, or another process trims at this moment.
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It can't be reached either.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
