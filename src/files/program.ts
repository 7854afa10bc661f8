import { statSync } from "node:fs";
import { delimiter, isAbsolute, join, sep } from "node:path";
import { realOrGiven, seenAt } from "./places.js";

// A program that is started by its bare name is looked for where the path says, and a part of the path that is empty or relative, or that npm put before all
// others, leads into the folder that a command is called in: a stranger's, whose own `git` would be run there. Windows looks in that folder first of all.

/**
 * The path's folders that programs of the system's are looked for in: absolute ones, neither in one of the folders of a memo nor npm's of a project.
 *
 * @param apart folders that nothing is started from
 */
export function pathApart(apart: readonly string[]): string[] {
  const closed = apart.map(realOrGiven);
  return (process.env.PATH ?? "").split(delimiter).filter((folder) => {
    if (!isAbsolute(folder) || /[\\/]node_modules[\\/]\.bin[\\/]*$/i.test(folder)) return false;
    const real = realOrGiven(folder);
    return !closed.some((one) => real === one || real.startsWith(one.endsWith(sep) ? one : one + sep));
  });
}

/** Where a program stands in some folders; undefined where in none. */
export function programIn(folders: readonly string[], name: string): string | undefined {
  const file = process.platform === "win32" ? `${name}.exe` : name;
  return folders.map((folder) => join(folder, file)).find(isProgram);
}

function isProgram(path: string): boolean {
  const stat = seenAt(path, statSync);
  return stat?.isFile() === true && (process.platform === "win32" || (stat.mode & 0o111) !== 0);
}
