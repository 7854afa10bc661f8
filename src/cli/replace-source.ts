import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { MemoError } from "../diagnostic.js";
import type { Project } from "./project.js";
import { replaceFile } from "./replace.js";

/**
 * Replaces a source file of a memo as a whole, through a link to it too.
 * @throws MemoError when the file no longer holds `before`, byte for byte, or can't be written.
 */
export async function replaceSource(project: Project, path: string, before: string, after: string): Promise<void> {
  const target = realpathSync(join(project.root, path));
  if (!readFileSync(target).equals(Buffer.from(before)))
    throw new MemoError([
      {
        rule: "project/file-bytes",
        severity: "error",
        message: `${path} was changed meanwhile, or is not UTF-8`,
        expected: "a UTF-8 text that nothing else is writing",
        place: { file: path, start: { line: 1, column: 1 } },
      },
    ]);
  await writeSource(path, target, after);
}

/** Writes a source file of a memo that is not there yet. */
export function addSource(project: Project, path: string, text: string): Promise<void> {
  return writeSource(path, join(project.root, path), text);
}

async function writeSource(path: string, target: string, text: string): Promise<void> {
  try {
    await replaceFile(target, text);
  } catch (error) {
    if (error instanceof MemoError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new MemoError([
      {
        rule: "project/not-written",
        severity: "error",
        message: `${path} can't be written: ${code}`,
        expected: "a file and folder that may be written to",
      },
    ]);
  }
}
