import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Diagnostic, MemoError } from "../diagnostic.js";
import { type Files, sha256 } from "./content.js";
import { removeIfEmpty } from "./empty.js";
import { entryAt } from "./places.js";
import { type Plan, planReplacement, type Replacement } from "./plan.js";
import { notWritten, refusal, someOf, whyNot } from "./problems.js";
import { dropStaged, FILLING, hasRoom, inRoom, leaveRoom, takeRoom } from "./workroom.js";

/**
 * Replaces what memo wrote into a folder by other files, as a whole: they are written beside it first, then two renames exchange the
 * folders, and then what isn't memo's moves over, each entry by one rename. Whatever ends the process, the next call, or `restoreFolder`,
 * goes on from there: until the second rename the folder is what it was, from then on it holds all the new files.
 *
 * @param folder its real path, from `folderToWrite`
 * @returns warnings: files that it left where they are
 * @throws MemoError with the names of what is in the way, or why nothing can be written; the folder is as it was
 */
export async function replaceFolder(folder: string, replacement: Replacement): Promise<Diagnostic[]> {
  return exchange(folder, replacement.name, () => planReplacement(folder, replacement));
}

/**
 * The same where what is to be written depends on what the folder holds: `make` is asked when no other process can change it any more.
 * What it throws leaves the folder as it was.
 */
export async function reviseFolder(folder: string, name: string, make: () => Replacement): Promise<Diagnostic[]> {
  return exchange(folder, name, () => planReplacement(folder, make()));
}

/**
 * Writes files into a folder that is empty or not there, all or none of them. One that is there stays the one it is: whoever calls this may stand in it.
 * What has begun to move into it is moved to its end by the next call, or by `restoreFolder`.
 *
 * @throws MemoError when nothing can be written
 */
export async function fillFolder(folder: string, name: string, files: Files): Promise<void> {
  const plan: Plan = { files, listed: new Map(), doomed: new Map(), kept: [], done: false, warnings: [] };
  if (!entryAt(folder)) {
    await exchange(folder, name, () => plan);
    return;
  }
  try {
    await inRoom(
      folder,
      (room) => recover(room, folder),
      async (room) => {
        stage(folder, join(room, "new"), plan);
        // A signal that came while this thread was busy is dealt with before anything is moved.
        await setImmediate();
        writeFileSync(join(room, FILLING), "");
        moveIn(join(room, "new"), folder);
      },
    );
  } catch (error) {
    throw notWritten(name, error, 1);
  }
}

/** Moves what was prepared into a folder, each entry by one rename; where one can't be moved, none is. */
function moveIn(fresh: string, folder: string): void {
  const moved: string[] = [];
  try {
    for (const name of readdirSync(fresh)) {
      if (entryAt(join(folder, name)))
        throw refusal("files/foreign", `${name} is there by now`, 1, { expected: "an empty folder" });
      renameSync(join(fresh, name), join(folder, name));
      moved.push(name);
    }
  } catch (error) {
    for (const name of moved) renameSync(join(folder, name), join(fresh, name));
    throw error;
  }
}

/** Puts a folder in order after a process that was ended while it replaced it; does nothing otherwise. */
export async function restoreFolder(folder: string, name: string): Promise<void> {
  if (!hasRoom(folder)) return;
  try {
    leaveRoom(await takeRoom(folder, (room) => recover(room, folder)));
  } catch (error) {
    throw notWritten(name, error, 1);
  }
}

async function exchange(folder: string, name: string, plan: () => Plan): Promise<Diagnostic[]> {
  const take = (room: string): void => recover(room, folder);
  try {
    // A signal ends the process between two steps, never within one.
    return await inRoom(folder, take, async (room, inPlace) => {
      const planned = plan();
      if (planned.done) return planned.warnings;
      stage(folder, join(room, "new"), planned);
      writeFileSync(join(room, "journal.json"), JSON.stringify(Object.fromEntries(planned.doomed)));
      // A signal that came while this thread was busy is dealt with before anything is replaced.
      await setImmediate();
      swap(folder, room);
      inPlace();
      return [...planned.warnings, ...moveOver(room, folder, name, planned)];
    });
  } catch (error) {
    throw notWritten(name, error, 1);
  }
}

/** Writes the new folder, with hard links to the files that stay, so that they are never away. */
function stage(folder: string, fresh: string, { files, kept }: Plan): void {
  const make = (inner: string): void => {
    const target = join(fresh, inner);
    if (entryAt(target)) return;
    if (inner !== ".") make(dirname(inner));
    mkdirSync(target);
    like(entryAt(join(folder, inner)), target);
  };
  make(".");
  for (const [path, content] of files) {
    make(dirname(path));
    writeFileSync(join(fresh, path), content);
    like(entryAt(join(folder, path)), join(fresh, path));
  }
  for (const path of kept)
    try {
      make(dirname(path));
      linkSync(join(folder, path), join(fresh, path));
    } catch {
      // A file system without hard links: it moves over afterwards.
    }
}

/** Gives what takes another's place its permissions, and where that is possible its owner. */
function like(old: Stats | undefined, target: string): void {
  if (old === undefined) return;
  try {
    if (process.getuid?.() === 0) chownSync(target, old.uid, old.gid);
    chmodSync(target, old.mode & 0o7777);
  } catch {
    // A file system that knows neither.
  }
}

function swap(folder: string, room: string): void {
  const old = join(room, "old");
  const was = entryAt(folder) !== undefined;
  if (was) renameSync(folder, old);
  try {
    renameSync(join(room, "new"), folder);
  } catch (error) {
    if (was) renameSync(old, folder);
    throw error;
  }
}

/**
 * Deletes of an exchanged folder what is known to be memo's and moves the rest to the new one. Returns what can be neither deleted nor
 * moved, because something has its name there.
 */
function settle(old: string, folder: string, doomed: ReadonlyMap<string, string>, inner = ""): string[] {
  if (!entryAt(old)?.isDirectory()) return [];
  return readdirSync(old).flatMap((name) => {
    const [from, to, path] = [join(old, name), join(folder, name), `${inner}${name}`];
    const entry = entryAt(from);
    const there = entryAt(to);
    if (entry?.isDirectory() && there?.isDirectory()) {
      const left = settle(from, to, doomed, `${path}/`);
      removeIfEmpty(from);
      return left;
    }
    prune(from, path, doomed, there);
    if (entryAt(from) === undefined) return [];
    if (there !== undefined) return [path];
    renameSync(from, to);
    return [];
  });
}

/** Deletes what is memo's: a file with the bytes that were looked at, or one that the new folder has too; folders that this empties. */
function prune(from: string, path: string, doomed: ReadonlyMap<string, string>, there?: Stats): boolean {
  const entry = entryAt(from);
  if (entry?.isFile()) {
    if (!isSame(entry, there) && (!doomed.has(path) || sha256(readFileSync(from)) !== doomed.get(path))) return false;
    unlinkSync(from);
    return true;
  }
  if (!entry?.isDirectory() || ![...doomed.keys()].some((one) => one.startsWith(`${path}/`))) return false;
  const deleted = readdirSync(from).map((name) => prune(join(from, name), `${path}/${name}`, doomed));
  return deleted.some(Boolean) && removeIfEmpty(from);
}

const isSame = (a: Stats, b: Stats | undefined): boolean => b !== undefined && a.ino === b.ino && a.dev === b.dev;

/** Goes on where a process was ended. */
function recover(room: string, folder: string): void {
  const [fresh, old] = [join(room, "new"), join(room, "old")];
  if (entryAt(join(room, FILLING)) && entryAt(fresh) && entryAt(folder)) moveIn(fresh, folder);
  if (entryAt(old)) {
    if (!entryAt(old)?.isDirectory()) throw unfinished(room, folder);
    // The second rename did not happen.
    if (!entryAt(folder) || (entryAt(fresh) && removeIfEmpty(folder))) renameSync(old, folder);
    else if (entryAt(fresh)) throw unfinished(room, folder);
    else if (settle(old, folder, readJournal(room)).length > 0) throw unfinished(room, folder);
  }
  dropStaged(room);
}

function readJournal(room: string): Map<string, string> {
  try {
    const found: unknown = JSON.parse(readFileSync(join(room, "journal.json"), "utf8"));
    return typeof found === "object" && found !== null ? new Map(Object.entries(found)) : new Map();
  } catch {
    return new Map();
  }
}

const unfinished = (room: string, folder: string): MemoError =>
  refusal("files/unfinished", `memo was ended while it replaced ${basename(folder)}, which was changed since`, 1, {
    expected: `${basename(folder)} as that left it`,
    hint: `move what is worth keeping out of ${join(basename(room), "old")}, then remove ${basename(room)}`,
  });

/** What isn't memo's comes over to the new folder; whatever can't stays where the next call finds it, and is told. */
function moveOver(room: string, folder: string, name: string, { doomed }: Plan): Diagnostic[] {
  const old = join(room, "old");
  let left: readonly string[];
  let why = "something of that name came there meanwhile";
  try {
    left = settle(old, folder, doomed);
  } catch (error) {
    const said = whyNot(error);
    if (said === undefined) throw error;
    why = said;
    left = readdirSync(old);
  }
  if (left.length === 0) return [];
  throw refusal("files/unfinished", `${name} is written, but ${someOf(left)} can't be moved over to it: ${why}`, 1, {
    expected: "files of others that can be moved",
    hint: `they are kept in ${join(basename(room), "old")} beside it`,
  });
}
