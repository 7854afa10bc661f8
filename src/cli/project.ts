import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { MemoError } from "../diagnostic.js";

/** A memo's folder and the text files in it, by path relative to the folder, with forward slashes. */
export interface Project {
  root: string;
  chapters: ReadonlyMap<string, string>;
  assumptions: ReadonlyMap<string, string>;
}

/** The largest text file that is read whole; what is larger is reported by name and size, not loaded. */
export const LARGEST_FILE = 16 * 1024 * 1024;

/**
 * Reads a memo's folder.
 * @throws MemoError when the folder holds no `chapters/` or no `assumptions/`.
 */
export function readProject(folder: string): Project {
  const root = resolve(folder);
  const missing = ["chapters", "assumptions"].filter((name) => !existsSync(join(root, name)));
  if (missing.length > 0)
    throw new MemoError(
      [
        {
          rule: "project/no-memo",
          severity: "error",
          message: `${relative(process.cwd(), root) || "this folder"} is no memo: it has no ${missing.map((m) => `${m}/`).join(" and no ")}`,
          expected: "a folder with chapters/ and assumptions/",
          hint: "`memo init <folder>` makes one to start from",
        },
      ],
      2,
    );
  return {
    root,
    chapters: readFolder(root, "chapters", ".md"),
    assumptions: readFolder(root, "assumptions", ".yaml"),
  };
}

function readFolder(root: string, name: string, extension: string): Map<string, string> {
  const files = new Map<string, string>();
  const folder = join(root, name);
  for (const entry of readdirSync(folder).sort()) {
    if (!entry.endsWith(extension) || entry.startsWith(".")) continue;
    const path = join(folder, entry);
    const stat = statSync(path);
    if (!stat.isFile()) continue;
    if (stat.size > LARGEST_FILE)
      throw new MemoError([
        {
          rule: "project/file-size",
          severity: "error",
          message: `${name}/${entry} has ${Math.round(stat.size / 1024 / 1024)} MB`,
          expected: `at most ${LARGEST_FILE / 1024 / 1024} MB`,
          place: { file: `${name}/${entry}`, start: { line: 1, column: 1 } },
        },
      ]);
    files.set(`${name}/${entry}`, readFileSync(path, "utf8"));
  }
  return files;
}
