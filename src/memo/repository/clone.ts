import { devNull } from "node:os";
import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostic.js";
import { findRepository } from "./place.js";
import { looksLike, Repository } from "./repository.js";
import { gitFailed, runGit } from "./run-git.js";

/**
 * Which files of a folder, by their paths in it, lie in the index of its repository with the bytes that they have: git has them back if they are
 * overwritten. None where there is no repository or no git. A merge that isn't resolved has none of its files there.
 */
export function keptInGit(folder: string, paths: readonly string[]): ReadonlySet<string> {
  try {
    const { place } = findRepository(folder);
    if (place === undefined) return new Set();
    const inTree = (path: string): string => `${place.prefix}${path}`;
    const staged = runGit(folder, ["ls-files", "-z", "--stage", "--", ...paths.map(inTree)]);
    // Byte for byte: no filter of the repository's runs, so that a text that was checked out with other line ends counts as altered.
    const written = runGit(folder, ["hash-object", "--no-filters", "--stdin-paths"], {
      input: paths.map((path) => `${resolve(folder, path)}\n`).join(""),
    });
    if (staged.code !== 0 || written.code !== 0) return new Set();
    const ids = new Map(
      staged.out.split("\0").flatMap((entry) => {
        const [, id = "", path = ""] = /^\d+ ([0-9a-f]+) 0\t(.*)$/s.exec(entry) ?? [];
        return id === "" ? [] : [[path, id] as const];
      }),
    );
    const now = written.out.split("\n");
    const idOf = (path: string): string | undefined => ids.get(inTree(path));
    return new Set(paths.filter((path, at) => idOf(path) !== undefined && idOf(path) === now[at]));
  } catch {
    return new Set();
  }
}

/**
 * Writes settings into the configuration of the clone that a folder is in.
 * @throws MemoError where there is none, or git refuses
 */
export function configureGit(folder: string, settings: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(settings)) {
    const { code, err } = runGit(folder, ["config", "--local", "--replace-all", key, value]);
    if (code !== 0) throw gitFailed("config", err);
  }
}

/** The folder that git keeps a repository in; that of the first clone for one of its work trees. */
export function gitFolder(folder: string): string {
  Repository.open(folder);
  const { code, out, err } = runGit(folder, ["rev-parse", "--git-common-dir"]);
  if (code !== 0) throw gitFailed("rev-parse", err);
  return resolve(topOf(folder), out.replace(/\n$/, ""));
}

/** The folder that holds `.git`, of a folder that is in a repository. */
export const topOf = (folder: string): string => findRepository(folder).place?.top ?? folder;

/**
 * The folder that git runs a repository's hooks from: that of `core.hooksPath` where it is set, for this clone or for all of a person's.
 * What is set to something that is no folder's name gives undefined: git runs none then.
 */
export function hooksFolder(folder: string): string | undefined {
  // Our own calls run no hook whatever is set; what they are told stands last.
  const { out } = runGit(folder, ["config", "--get-all", "--type=path", "-z", "core.hooksPath"]);
  const set = out.split("\0").slice(0, -2).at(-1);
  if (set === undefined) return resolve(gitFolder(folder), "hooks");
  if (set === "" || set === devNull) return undefined;
  return resolve(topOf(folder), set);
}

/** The name that commits made in a folder would carry; undefined where git knows none, or isn't there. */
export function identityInGit(folder: string): string | undefined {
  try {
    const { code, out } = runGit(folder, ["config", "--get", "user.name"]);
    return code === 0 && out.trim() !== "" ? out.trim() : undefined;
  } catch {
    return undefined;
  }
}

/** What git itself would take for the repository of a memo that is tracked in another: a pull request may have brought it along. */
export function embeddedIn(folder: string): Diagnostic[] {
  const { place, lookAlikes } = findRepository(folder);
  if (place === undefined) return [];
  return lookAlikes.map((path) => ({
    rule: "git/embedded",
    severity: "warning",
    message: looksLike(path),
    expected:
      "no folder of a memo to be laid out so: git itself, called there, takes its HEAD and config for the memo's",
    hint: "take its HEAD, objects and refs away; what was read is the repository around it",
  }));
}
