import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Where systems keep their own programs. What else stands on the path may be the memo's, or a stranger's. */
const PROGRAMS = ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/run/current-system/sw/bin"];

/** A program of the system's by its name; undefined where there is none. */
export const systemProgram = (name: string): string | undefined =>
  PROGRAMS.map((folder) => join(folder, name)).find((path) => existsSync(path));

/** A file by the name that the loader of shared libraries looks for. */
export interface Library {
  name: string;
  path: string;
}

/** What Node is made of on this system. */
export interface NodeFiles {
  program: string;
  libraries: readonly Library[];
  /** The program that loads shared libraries, where Node needs one. */
  loader?: Library;
}

let files: NodeFiles | undefined;

/** The files that Node needs to run on Linux: those that this process runs from. */
export function nodeFiles(): NodeFiles {
  files ??= readNodeFiles(readFileSync("/proc/self/maps", "utf8"));
  return files;
}

/** @param maps the memory of a process that runs Node, as `/proc/<id>/maps` tells it. */
export function readNodeFiles(maps: string): NodeFiles {
  const program = realpathSync(process.execPath);
  const mapped = new Set<string>();
  for (const line of maps.split("\n")) {
    const path = /^\S+ ..x. \S+ \S+ \d+ +(\/.*)$/.exec(line)?.[1];
    // Addons are not Node's; a library that was replaced meanwhile is found by its name.
    if (path !== undefined && path !== program && /^(?:lib|ld).*\.so/.test(basename(path)))
      mapped.add(path.replace(/ \(deleted\)$/, ""));
  }
  const libraries = [...mapped].filter((path) => existsSync(path)).flatMap(namesOf);
  const loader = libraries.find(({ name }) => /^ld[-.]/.test(name));
  return { program, libraries, ...(loader ? { loader } : {}) };
}

/** A library under its own name and the names of links to it beside it, one of which the loader asks for. */
function namesOf(path: string): Library[] {
  const stem = basename(path).replace(/(?:-[\d.]+)?\.so.*$/, "");
  const links = readdirSync(dirname(path), { withFileTypes: true }).filter(
    (entry) => entry.isSymbolicLink() && entry.name.startsWith(stem) && entry.name.includes(".so"),
  );
  const names = links.map(({ name }) => name).filter((name) => realpathOf(join(dirname(path), name)) === path);
  return [basename(path), ...names].map((name) => ({ name, path }));
}

function realpathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
