import { realpathSync, statSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { seenAt } from "../../files/index.js";

/** Where the repository is that a folder is tracked in. */
export interface RepositoryPlace {
  /** The folder that holds `.git`. */
  top: string;
  /** The folder in it: "" or a path that ends in a slash. */
  prefix: string;
}

/** A repository, and what only looks like one on the way to it. */
export interface FoundRepository {
  place: RepositoryPlace | undefined;
  /** Folders between, the asked one first, that are laid out as a repository's inside and so would be taken for one by git itself. */
  lookAlikes: readonly string[];
}

/**
 * The repository of a folder, by the nearest `.git` at or above it. Git itself, asked from a folder, takes the folder for a repository where it has a HEAD, `objects`
 * and `refs`; these are ordinary names, so that a pull request can bring such a repository along, with any history in it. A `.git` can't be brought
 * along: git adds none and checks none out. As git does, this looks no further up than GIT_CEILING_DIRECTORIES say, nor on another file system.
 */
export function findRepository(folder: string): FoundRepository {
  let from: string;
  try {
    from = realpathSync.native(resolve(folder));
  } catch {
    return { place: undefined, lookAlikes: [] };
  }
  const ceilings = ceilingsOf(process.env.GIT_CEILING_DIRECTORIES ?? "");
  const lookAlikes: string[] = [];
  for (let at = from; ; at = dirname(at)) {
    if (hasGit(at)) return { place: { top: at, prefix: prefixOf(at, from) }, lookAlikes };
    if (isLaidOut(at)) lookAlikes.push(at);
    const above = dirname(at);
    if (above === at || ceilings.has(above) || statSync(above).dev !== statSync(at).dev)
      return { place: undefined, lookAlikes };
  }
}

/** Whether a folder holds a repository's `.git`: a folder that is laid out as one, or a file that leads to one. Git passes over an empty one. */
function hasGit(folder: string): boolean {
  const path = join(folder, ".git");
  return seenAt(path, statSync)?.isFile() === true || isLaidOut(path);
}

function isLaidOut(folder: string): boolean {
  const has = (name: string): boolean => seenAt(join(folder, name)) !== undefined;
  return has("HEAD") && (has("commondir") || (has("objects") && has("refs")));
}

/**
 * A memo's folder as tools name it that show lines of its files: from the top of its repository, or, in none, from where the command runs. "" or a path that
 * ends in a slash; "" too for what is outside of the folder that the command runs in.
 */
export function prefixForTools(folder: string): string {
  const { place } = findRepository(folder);
  if (place) return place.prefix;
  const way = relative(process.cwd(), resolve(folder)).split(sep).join("/");
  return way === "" || way.startsWith("..") || isAbsolute(way) ? "" : `${way}/`;
}

function prefixOf(top: string, folder: string): string {
  const way = relative(top, folder).split(sep).join("/");
  // Git writes names there composed, whatever the file system gives.
  const written = process.platform === "darwin" ? way.normalize("NFC") : way;
  return written === "" ? "" : `${written}/`;
}

/** Folders that are not looked in on the way up; behind an empty entry links are not resolved. */
function ceilingsOf(text: string): ReadonlySet<string> {
  let resolves = true;
  return new Set(
    text.split(delimiter).flatMap((entry) => {
      if (entry === "") resolves = false;
      if (!isAbsolute(entry)) return [];
      const folder = resolve(entry);
      if (!resolves) return [folder];
      try {
        return [realpathSync.native(folder)];
      } catch {
        return [folder];
      }
    }),
  );
}
