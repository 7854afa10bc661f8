import {
  type BigIntStats,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { homedir, userInfo } from "node:os";
import { basename, dirname, join, parse, resolve, sep } from "node:path";
import { refusal } from "./problems.js";

/** What a folder is told apart by: the memo it is written for, and what no folder of memo's may be or hold. */
export interface Surroundings {
  /** The memo's folder. */
  memo: string;
  /** Home folders. */
  homes?: readonly string[];
  /** Where file systems are mounted. */
  mounts?: readonly string[];
}

/** Folders of a memo that hold what people wrote, or what is memo's own in another way. */
const ROOMS = ["chapters", "assumptions", "data", ".git", ".memo-cache", ".memo", "node_modules"] as const;
/** A folder that holds one of these is somebody's work. */
const SIGNS: ReadonlySet<string> = new Set(["chapters", "assumptions", ".git", ".hg", ".svn", "package.json"]);

/**
 * The real path of a folder that memo may write to as a whole, links resolved.
 *
 * @param given as on the command line; relative to the memo's folder
 * @throws MemoError (wrong call) for a folder that is never replaced, whatever is in it: one that holds the memo or another project, or
 *   lies in its chapters, assumptions or repository, the home folder, a root, a mount, what these are in, what is no folder, and links to
 *   any of these or to nothing
 */
export function folderToWrite(given: string, surroundings: Surroundings): string {
  const refuse = (what: string): never => {
    throw refusal("files/refused", `${named(given)} ${what}`, 2, {
      expected: "a folder for what memo writes alone, such as out",
    });
  };
  if (given.trim() === "" || given.includes("\0")) return refuse("names no folder");
  const real = realPath(resolve(surroundings.memo, given), refuse);
  const why = whyRefused(real, surroundings) ?? whyElsewhere(given, surroundings.memo, real);
  return why === undefined ? real : refuse(why);
}

/**
 * Why a place that is named in the memo's own tree is refused: over links it leads out of it. Who sends a memo could send such a link with it; what
 * lies elsewhere is named as it is.
 *
 * @param real where it leads
 */
export function whyElsewhere(given: string, memo: string, real: string): string | undefined {
  const own = realOrGiven(memo);
  const within = repositoryOf(own) ?? own;
  const inside = (path: string, folder: string): boolean =>
    path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
  const stands = inside(resolve(own, given), within) || inside(resolve(memo, given), resolve(memo));
  return stands && !inside(real, within) ? "leads over a link out of the memo's folder and its repository" : undefined;
}

/** The folder at or above this one that is a working tree of git's. */
export function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (at === dirname(at)) return undefined;
  }
}

export const named = (given: string): string => (given === "" || given.trim() !== given ? `"${given}"` : given);

function whyRefused(
  real: string,
  { memo, homes = homeFolders(), mounts = mountPoints() }: Surroundings,
): string | undefined {
  const stat = statOf(real);
  if (stat && !stat.isDirectory()) return "is no folder";
  if (parse(real).root === real) return "is the root of a file system";
  if (same(real, memo)) return "is the memo's own folder";
  if (isWithin(memo, real)) return "holds the memo";
  for (const room of ROOMS) {
    const folder = join(memo, room);
    if (isWithin(real, folder)) return same(real, folder) ? `is the memo's ${room}/` : `lies in the memo's ${room}/`;
    if (isWithin(folder, real)) return `holds the memo's ${room}/`;
  }
  if (real.split(/[\\/]/).some((part) => part.toLowerCase() === ".git")) return "lies in a .git folder";
  for (const home of homes) {
    if (same(real, home)) return "is the home folder";
    if (isWithin(home, real)) return "holds the home folder";
  }
  if (isMount(real, mounts)) return "is where a file system is mounted";
  const sign = stat && namesIn(real).find((name) => SIGNS.has(name.toLowerCase()));
  return sign === undefined ? undefined : `holds ${sign}: it is somebody's work`;
}

/** Whether a file or folder, there or not, is in a folder or is it. */
export const isWithin = (path: string, folder: string): boolean =>
  upwards(realOrGiven(path)).some((one) => same(one, folder));

/** Whether two paths lead to the same folder, by what the file system says where both are there. */
function same(a: string, b: string): boolean {
  const [one, other] = [statOf(a), statOf(b)];
  if (one && other) return one.dev === other.dev && one.ino === other.ino && (one.ino !== 0n || fold(a) === fold(b));
  // On some systems names that differ in case, or in how an accent is written, are one.
  return fold(realOrGiven(a)) === fold(realOrGiven(b));
}

const fold = (path: string): string => path.normalize("NFC").toLowerCase();

function upwards(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...upwards(above)];
}

/** The path with all links in it resolved, as far as it is there. `refuse` is told what is wrong with a link that leads nowhere. */
export function realPath(path: string, refuse: (what: string) => never): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ELOOP") return refuse("leads over links in a circle");
    if (code === "ENOTDIR") return refuse("lies below a file");
    if (code !== "ENOENT") return refuse(`can't be looked at: ${code === "EACCES" ? "permission denied" : code}`);
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return refuse("leads over a link to nothing");
    const above = dirname(path);
    return above === path ? path : join(realPath(above, refuse), basename(path));
  }
}

/** A path with its links resolved; as given where it can't be. */
export function realOrGiven(path: string): string {
  try {
    return realPath(path, () => {
      throw new Error("no path");
    });
  } catch {
    return resolve(path);
  }
}

function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

/** What stands at a path itself, a link not followed; undefined for nothing. */
export function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

/** What stands at a path, by `look`: a link itself, or what is at its end. Undefined for nothing, and for what can't be looked at, as below a file. */
export function seenAt(path: string, look: (path: string) => Stats = lstatSync): Stats | undefined {
  try {
    return look(path);
  } catch {
    return undefined;
  }
}

/** Names of what lies in a folder; none of what can't be listed. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function homeFolders(): string[] {
  const ask = [homedir, () => userInfo().homedir];
  return ask.flatMap((one) => {
    try {
      const home = one();
      return home === "" ? [] : [home];
    } catch {
      return [];
    }
  });
}

function isMount(real: string, mounts: readonly string[]): boolean {
  const [stat, above] = [statOf(real), statOf(dirname(real))];
  return (stat !== undefined && above !== undefined && stat.dev !== above.dev) || mounts.includes(real);
}

/** Where file systems are mounted, folders bound to other places among them, where the system has a list. */
function mountPoints(): string[] {
  try {
    return readFileSync("/proc/self/mountinfo", "utf8")
      .split("\n")
      .flatMap((line) => line.split(" ")[4] ?? [])
      .map((path) =>
        path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
      );
  } catch {
    return [];
  }
}
