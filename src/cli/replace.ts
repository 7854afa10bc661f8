import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { MemoError } from "../diagnostic.js";

/** What a folder is to hold: relative path to content. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/**
 * Replaces a folder as a whole: everything is written beside it first, then two renames put it in place. A failure or an interrupt
 * before that leaves the folder as it was; one between the renames is mended by the next call, or by `restore`.
 * With `keep`, files of the old folder that `files` doesn't name are carried over.
 */
export function replaceFolder(folder: string, files: Files, keep = false): void {
  restore(folder);
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  dropAbandoned(folder);
  const fresh = join(parent, `.${basename(folder)}-${process.pid}.new`);
  const old = previous(folder);
  rmSync(fresh, { recursive: true, force: true });
  const drop = (): void => rmSync(fresh, { recursive: true, force: true });
  process.once("exit", drop);
  try {
    if (keep && existsSync(folder)) copyFolder(folder, fresh);
    for (const [path, content] of files) {
      const target = join(fresh, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
    }
    if (existsSync(folder)) renameSync(folder, old);
    try {
      renameSync(fresh, folder);
    } catch (error) {
      if (existsSync(old)) renameSync(old, folder);
      throw error;
    }
    rmSync(old, { recursive: true, force: true });
  } finally {
    drop();
    process.off("exit", drop);
  }
}

const previous = (folder: string): string => join(dirname(folder), `.${basename(folder)}.old`);

/** Puts the last good folder back when a build was ended between the two renames. */
export function restore(folder: string): void {
  const old = previous(folder);
  if (!existsSync(old)) return;
  if (existsSync(folder)) rmSync(old, { recursive: true, force: true });
  else renameSync(old, folder);
}

/** Takes away what processes that are gone left half-written. */
function dropAbandoned(folder: string): void {
  const prefix = `.${basename(folder)}-`;
  for (const name of readdirSync(dirname(folder))) {
    const pid = name.startsWith(prefix) && /^\d+(?=\.new$)/.exec(name.slice(prefix.length))?.[0];
    if (pid && !isRunning(Number(pid))) rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is one too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    if (entry.isDirectory()) copyFolder(source, join(to, entry.name));
    else if (entry.isFile()) writeFileSync(join(to, entry.name), readFileSync(source));
  }
}

/**
 * Writes a file beside its place and renames it there, so that a failure or an interrupt leaves what was there before.
 *
 * @throws MemoError when something that is no file has its name, or nothing can be written there.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  if (existsSync(path) && !statSync(path).isFile())
    throw new MemoError(
      [
        {
          rule: "project/no-file",
          severity: "error",
          message: `${basename(path)} is no file`,
          expected: "the name of a file to write",
        },
      ],
      2,
    );
  const parent = dirname(path);
  const fresh = join(parent, `.${basename(path)}-${process.pid}.new`);
  const drop = (): void => rmSync(fresh, { force: true });
  try {
    mkdirSync(parent, { recursive: true });
    dropAbandoned(path);
  } catch (error) {
    throw refusal(path, error);
  }
  process.once("exit", drop);
  try {
    writeFileSync(fresh, content);
    // A signal that came while this thread was busy is dealt with before anything is replaced.
    await setImmediate();
    renameSync(fresh, path);
  } catch (error) {
    throw refusal(path, error);
  } finally {
    drop();
    process.off("exit", drop);
  }
}

const WHY: Readonly<Record<string, string>> = {
  EEXIST: "what should be a folder above it is a file",
  ENOTDIR: "what should be a folder above it is a file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  ENAMETOOLONG: "the name is too long",
};

/** A refusal of the file system as a message; any other error stays what it is. */
function refusal(path: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  return new MemoError(
    [
      {
        rule: "project/not-written",
        severity: "error",
        message: `${basename(path)} can't be written: ${WHY[code] ?? code}`,
        expected: "a file in a folder that can be written to",
      },
    ],
    2,
  );
}
