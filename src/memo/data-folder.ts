import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DATA_FOLDER, DataFile, type DataFiles, LOCK_FILE } from "../assumptions/data/file.js";
import type { Diagnostic } from "../diagnostic.js";
import { entryAt, whyUnreadable } from "../files/index.js";
import { isLitter } from "./folders.js";
import { whyOutside } from "./outside.js";

/** Tells of a link that leads out of the memo; one that leads nowhere is missed by who declares it. */
function outside(root: string, path: string, found: Diagnostic[]): boolean {
  const why = lstatSync(join(root, path)).isSymbolicLink() ? whyOutside(root, path) : undefined;
  if (why) found.push(why);
  return why !== undefined;
}

/** Folders in `data/` are read so many deep. */
export const DEEPEST_DATA = 4;

/**
 * The files of a memo's `data/`, links followed, none of them read yet; undefined where there is no such folder. What keeps the folder or a file
 * from being read is told.
 */
export function readData(root: string, found: Diagnostic[]): DataFiles | undefined {
  if (!entryAt(join(root, DATA_FOLDER))) return undefined;
  try {
    if (outside(root, DATA_FOLDER, found)) return new Map();
  } catch {
    // What is wrong with the folder is told below.
  }
  const files = new Map<string, DataFile>();
  const told = (path: string, what: string): void => {
    found.push({
      rule: "project/unreadable",
      severity: "error",
      message: `${path} ${what}`,
      expected: path === DATA_FOLDER ? "a folder that can be read" : "a file that can be read",
      place: { file: path, start: { line: 1, column: 1 } },
    });
  };
  const visit = (folder: string, depth: number): void => {
    let names: string[];
    try {
      names = readdirSync(join(root, folder)).sort();
    } catch (error) {
      told(folder, whyUnreadable(join(root, folder), error));
      return;
    }
    for (const name of names) {
      if (isLitter(name)) continue;
      const path = `${folder}/${name}`;
      try {
        const stat = statSync(join(root, path));
        if (outside(root, path, found)) continue;
        if (stat.isDirectory() && depth < DEEPEST_DATA) visit(path, depth + 1);
        else if (stat.isFile()) files.set(path, new DataFile(path, stat.size, () => readFileSync(join(root, path))));
      } catch (error) {
        // A link that leads nowhere is missed by who declares it.
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") told(path, whyUnreadable(join(root, path), error));
      }
    }
  };
  visit(DATA_FOLDER, 1);
  return files;
}

/** The data files that a word of the assumptions may name, and their lock; by path. */
export function namedData({
  assumptions,
  data,
}: {
  assumptions: ReadonlyMap<string, string>;
  data?: DataFiles;
}): DataFile[] {
  const texts = [...assumptions.values()];
  return [...(data?.values() ?? [])]
    .filter(({ path }) => path === LOCK_FILE || texts.some((text) => text.includes(path.slice(DATA_FOLDER.length + 1))))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
