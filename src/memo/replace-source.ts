import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { MemoError } from "../diagnostic.js";
import { addFile, replaceFile } from "../files/index.js";
import type { Project } from "./project.js";

/**
 * Replaces a source file of a memo as a whole, through a link to it too.
 * @throws MemoError when the file no longer holds `before`, byte for byte, or can't be written.
 */
export async function replaceSource(project: Project, path: string, before: string, after: string): Promise<void> {
  const target = realpathOf(join(project.root, path));
  if (target === undefined || !readFileSync(target).equals(Buffer.from(before)))
    throw MemoError.of({
      rule: "project/file-bytes",
      message: `${path} was changed meanwhile, or is not UTF-8`,
      expected: "a UTF-8 text that nothing else is writing",
      place: { file: path, start: { line: 1, column: 1 } },
    });
  await asError(replaceFile(target, after, path));
}

/**
 * Writes a source file of a memo that is not there yet.
 * @throws MemoError when something has its name, or nothing can be written there
 */
export const addSource = (project: Project, path: string, text: string): Promise<void> =>
  asError(addFile(join(project.root, path), text, path));

/** What can't be written of a memo's sources is no wrong call. */
async function asError(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    throw error instanceof MemoError ? new MemoError(error.diagnostics) : error;
  }
}

function realpathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
