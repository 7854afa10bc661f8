import { createHash, randomBytes } from "node:crypto";
import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

// Of the store's folder only files are deleted that are memo's by their names and by where they are: in a memo's own `.memo-cache`, which
// is a folder and no link to one.

/** Names of entries are digests of what they are kept under. */
const ENTRY = /^[0-9a-f]{64}$/;
/** Being written by the process of that number. */
const DRAFT = /^[0-9a-f]{64}\.(\d+)\.[0-9a-f]{8}\.draft$/;

/** Bytes of the SHA-256 that each entry begins with: that of its name, of the file that it is and of what follows. */
const DIGEST_BYTES = 32;

/** A link leads nowhere, and nobody is waited for; systems without these have no files of the kind. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What file systems give a file at least, so that many small entries count as what they take. */
const LEAST_BYTES = 4096;

/** The part of the budget that is filled again before the next cleaning, as a cleaning looks at every entry. */
const CLEANED_TO = 7 / 8;

const JUST_NOW_MS = 60_000;

/** The folder in which a memo's results are kept; undefined where something that is no folder has its name, or a link, behind which anything may be. */
export function cacheFolderOf(memo: string): string | undefined {
  const folder = join(memo, ".memo-cache");
  return isOwnFolder(folder) ? folder : undefined;
}

/** Whether a folder is one, or nothing yet, and not a link to one. */
function isOwnFolder(folder: string): boolean {
  try {
    return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? true;
  } catch {
    return false;
  }
}

/**
 * Bytes in files of one folder, by name. An entry comes back as it was put or not at all: damage, a torn write and a file under another's
 * name are known by its digest. So is a file that came with somebody's memo, in a clone, a copy or an archive: the digest says which file of
 * this machine the entry is, and nobody knows that before the file is there. A folder that can't be written keeps nothing. Processes may
 * share a folder: a reader never sees half an entry, nor two writers each other's. Over the budget, what was longest unused goes first, to
 * the minute, ties by name.
 */
export class Entries {
  /** Bytes in the folder when it was looked at, and those put since. */
  private held: number | undefined;

  constructor(
    readonly folder: string,
    readonly budget: number,
  ) {}

  /** What was put under a name. */
  read(name: string): Buffer | undefined {
    const path = join(this.folder, name);
    let file: number | undefined;
    try {
      file = openSync(path, READ_ONLY);
      const stat = fstatSync(file, { bigint: true });
      if (!stat.isFile() || stat.size > this.budget) return undefined;
      const bytes = readFileSync(file);
      const body = bytes.subarray(DIGEST_BYTES);
      if (!digestOf(name, stat, body).equals(bytes.subarray(0, DIGEST_BYTES))) return undefined;
      noteUse(path);
      return body;
    } catch {
      return undefined;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  put(name: string, body: Uint8Array): void {
    const path = join(this.folder, name);
    const size = sizeOf(DIGEST_BYTES + body.length);
    if (size > this.budget * CLEANED_TO || !isOwnFolder(this.folder)) return;
    const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}.draft`;
    try {
      if (mkdirSync(this.folder, { recursive: true }) !== undefined) ignore(this.folder);
      writeEntry(draft, name, body);
      renameSync(draft, path);
    } catch {
      remove(draft);
      return;
    }
    this.held = this.held === undefined ? this.clean() : this.held + size;
    if (this.held > this.budget) this.held = this.clean();
  }

  /** Drops what is over the budget, and what processes that are gone were writing; gives the bytes of what is left. */
  private clean(): number {
    const entries: { path: string; size: number; used: number }[] = [];
    for (const name of namesIn(this.folder)) {
      const path = join(this.folder, name);
      const pid = DRAFT.exec(name)?.[1];
      if (pid !== undefined && !isRunning(Number(pid))) remove(path);
      const stat = ENTRY.test(name) ? statOf(path) : undefined;
      if (stat?.isFile()) entries.push({ path, size: sizeOf(stat.size), used: stat.mtimeMs });
    }
    let total = entries.reduce((sum, { size }) => sum + size, 0);
    if (total <= this.budget) return total;
    entries.sort((a, b) => a.used - b.used || (a.path < b.path ? -1 : 1));
    for (const { path, size } of entries) {
      if (total <= this.budget * CLEANED_TO) break;
      remove(path);
      total -= size;
    }
    return total;
  }
}

const sizeOf = (bytes: number): number => Math.ceil(bytes / LEAST_BYTES) * LEAST_BYTES;

/** Keeps a folder that was just made from version control; another process may have done so already. */
function ignore(folder: string): void {
  try {
    writeFileSync(join(folder, ".gitignore"), "*\n", { flag: "wx" });
  } catch {
    // What keeps a folder from being committed is no reason to keep nothing.
  }
}

/** A new file that knows which one it is; it stays the same one when it is renamed. */
function writeEntry(path: string, name: string, body: Uint8Array): void {
  const file = openSync(path, "wx");
  try {
    writeFileSync(file, Buffer.concat([digestOf(name, fstatSync(file, { bigint: true }), body), body]));
  } finally {
    closeSync(file);
  }
}

const digestOf = (name: string, { ino, birthtimeNs }: BigIntStats, body: Uint8Array): Buffer =>
  createHash("sha256").update(`${name} ${ino} ${birthtimeNs}\n`).update(body).digest();

/** Notes that an entry was used, unless that was noted just now. */
function noteUse(path: string): void {
  const now = new Date();
  try {
    if (Math.abs(now.getTime() - lstatSync(path).mtimeMs) > JUST_NOW_MS) lutimesSync(path, now, now);
  } catch {
    // It goes a little earlier than it need.
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It can't be reached either.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
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
