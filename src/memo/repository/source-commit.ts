import { MemoError } from "../../diagnostic.js";
import { READINGS } from "../../review/reading/file.js";
import { inputsDigest } from "../default-version.js";
import type { Inputs } from "../inputs.js";
import type { Project } from "../project.js";
import { Places } from "../sides/places.js";

/** Where a memo's sources lie in its folder. */
const SOURCES = ["chapters", "assumptions", "lib", "data", "pictures"];

/** Commits that are looked through for those that something was made from. */
const MOST = 100;

/**
 * The commit that a memo's sources are of: the last one that changed them, so that it stays the same where something else is committed. Undefined
 * where the working tree has other sources than its commit, or is in no repository.
 */
export function sourceCommit(project: Project, options: Inputs): string | undefined {
  return commitOf(project.root, inputsDigest(project, options), options, 1);
}

/** The latest commit in a folder's history whose sources have a digest; undefined where none has, or there is no history. */
export function commitOf(folder: string, inputs: string, options: Inputs, most = MOST): string | undefined {
  const places = new Places(folder);
  try {
    const git = places.git();
    const head = git.find("HEAD");
    if (!head) return undefined;
    const commits = git.changesOf(head.commit, SOURCES, most);
    return [...new Set([...commits, head.commit])].find((commit) => {
      const revision = git.find(commit);
      return revision && digestAt(places, revision, options) === inputs;
    });
  } catch (error) {
    if (error instanceof MemoError) return undefined;
    throw error;
  }
}

function digestAt(places: Places, revision: { name: string; commit: string }, options: Inputs): string | undefined {
  try {
    return inputsDigest(places.committed(revision).project, options);
  } catch (error) {
    // A commit before there was a memo, or one that can't be read.
    if (error instanceof MemoError) return undefined;
    throw error;
  }
}

/** The source files in which two states of a memo differ, by path. */
export function differingSources(one: Project, other: Project): string[] {
  const texts = ({ chapters, assumptions, library, readings }: Project): Map<string, string> =>
    new Map([
      ...chapters,
      ...assumptions,
      ...(library ?? []),
      ...(readings === undefined ? [] : [[READINGS, readings] as const]),
    ]);
  const [a, b] = [texts(one), texts(other)];
  const plain = (text: string | undefined): string | undefined => text?.replace(/\r\n?/g, "\n");
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => plain(a.get(path)) !== plain(b.get(path))).sort();
}
