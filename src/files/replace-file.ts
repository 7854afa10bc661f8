import { chmodSync, constants, copyFileSync, linkSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Content, sameContent } from "./content.js";
import { LIST, LOCAL_LIST } from "./list.js";
import { entryAt, isWithin, named, realPath, whyElsewhere } from "./places.js";
import { notWritten, refusal } from "./problems.js";
import { dropStaged, inRoom } from "./workroom.js";
import { writtenIn } from "./written.js";

/** Folders of a memo in which no output has a place: each of its files would be a part of the memo. */
const SOURCES = ["chapters", "assumptions", "data", ".git", ".memo-cache"] as const;

export interface Output {
  /** As on the command line, relative to `folder`. */
  given: string;
  /** The memo's folder. */
  folder: string;
  /** Where the memo's cache is; what memo wrote before is known from it. */
  cacheFolder?: string;
  /** Overwrites a file that memo doesn't know as its own. */
  force?: boolean;
}

/**
 * Looks whether a file that a command line names, by `--out`, may be written: over nothing, over an empty file, over what
 * memo wrote there last, and over anything else with `force`. Through a link to a file it is that file. Returns its real path.
 *
 * @throws MemoError (wrong call) for a file that memo did not write or that was changed since, for what is no file, and in the memo's
 *   own folders with any flag
 */
export function checkOutput({ given, folder, cacheFolder, force = false }: Output): string {
  const refuse = (what: string): never => {
    throw refusal("project/no-file", `${named(given)} ${what}`, 2, { expected: "the name of a file to write" });
  };
  if (given.trim() === "" || given.includes("\0")) refuse("names no file");
  const path = realPath(resolve(folder, given), refuse);
  if (/[\\/]$/.test(given) || entryAt(path)?.isFile() === false) refuse("is no file");
  const elsewhere = whyElsewhere(given, folder, path);
  if (elsewhere !== undefined)
    throw refusal("files/refused", `${named(given)} ${elsewhere}`, 2, { expected: "a place in it, or its own name" });
  const room = SOURCES.find((name) => isWithin(path, join(folder, name)));
  if (room !== undefined)
    throw refusal("files/refused", `${named(given)} lies in the memo's ${room}/`, 2, {
      expected: "a file outside of what the memo is made of",
    });
  // What a build keeps beside its output, and the list of what it wrote, are its own with any flag.
  if ([LIST, LOCAL_LIST].includes(basename(path)) || path.split(sep).some((name) => /^\..+\.memo$/.test(name)))
    throw refusal("files/refused", `${named(given)} is a name that builds keep for themselves`, 2, {
      expected: "another name",
    });
  const before = bytesAt(path, given);
  if (!force && before.length > 0 && !writtenIn(cacheFolder, folder).knows(path, before))
    throw refusal("files/foreign", `${given} is there, and not as memo wrote it`, 2, {
      expected: "a new name, or a file that memo wrote and nobody changed",
      hint: "`--force` overwrites it",
    });
  return path;
}

/**
 * Writes a file that a command line names, as a whole or not at all, where `checkOutput` lets it.
 * @throws MemoError (wrong call)
 */
export async function writeOutput(output: Output, content: Content): Promise<void> {
  const path = checkOutput(output);
  const written = writtenIn(output.cacheFolder, output.folder);
  written.expect(path, content);
  await replaceFile(path, content, output.given);
  written.note(path, content);
}

/**
 * The same for a file that may hold the content already, line ends apart; says whether it was written.
 * @throws MemoError (wrong call)
 */
export async function writeIfOther(output: Output, content: Content): Promise<boolean> {
  const path = checkOutput({ ...output, force: true });
  if (entryAt(path) && sameContent(bytesAt(path, output.given), content)) return false;
  await writeOutput(output, content);
  return true;
}

function bytesAt(path: string, given: string): Buffer {
  try {
    return entryAt(path) ? readFileSync(path) : Buffer.alloc(0);
  } catch (error) {
    throw notWritten(given, error);
  }
}

/**
 * Writes a file beside its place and renames it there, so that a failure or an interrupt leaves what was there before. It keeps the
 * permissions of the file it replaces.
 *
 * @throws MemoError when nothing can be written there
 */
export function replaceFile(path: string, content: Content, name: string): Promise<void> {
  return write(path, content, name, (draft) => {
    const old = entryAt(path);
    if (old) chmodSync(draft, old.mode & 0o7777);
    renameSync(draft, path);
  });
}

/**
 * Writes a file that is not there yet, with permissions of its own where they are told.
 * @throws MemoError when something has its name, or nothing can be written there
 */
export function addFile(path: string, content: Content, name: string, mode?: number): Promise<void> {
  return write(path, content, name, (draft) => {
    if (mode !== undefined) chmodSync(draft, mode);
    try {
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") copyFileSync(draft, path, constants.COPYFILE_EXCL);
      else throw refusal("files/foreign", `${name} is there already`, 1, { expected: "a name that nothing has" });
    }
  });
}

async function write(path: string, content: Content, name: string, place: (draft: string) => void): Promise<void> {
  try {
    await inRoom(path, dropStaged, async (room, inPlace) => {
      const draft = join(room, "new");
      writeFileSync(draft, content);
      // A signal that came while this thread was busy is dealt with before anything is replaced.
      await setImmediate();
      place(draft);
      inPlace();
    });
  } catch (error) {
    throw notWritten(name, error);
  }
}
