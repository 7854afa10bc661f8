import { MemoError } from "../../diagnostic.js";
import { type Revision, revisionLabel, SHALLOW_HINT } from "../repository/repository.js";
import type { Places } from "./places.js";
import type { What } from "./spec.js";

/** What a side is made from, before its sources are read. */
export type Choice =
  | { kind: "results"; label: string; path: string }
  | { kind: "sources"; label: string; revision?: Revision; what: What };

/**
 * What the working tree is compared with when nothing is named: where its branch left the main branch, or HEAD on the main branch
 * itself.
 *
 * @throws MemoError when there is no main branch, or no common commit in this clone.
 */
export function chooseBase(places: Places): Choice {
  const git = places.git();
  const head = git.revision("HEAD");
  const main = git.mainBranch();
  if (!main)
    throw MemoError.of(
      {
        rule: "git/no-main-branch",
        message: "there is no main branch to compare with",
        expected: "origin/HEAD, origin/main, origin/master, main or master",
        hint: git.shallow ? SHALLOW_HINT : "name what to compare with: `memo diff <revision>`",
      },
      2,
    );
  if (main.checkedOut) return ofRevision(head, { kind: "own" });
  return ofRevision({ name: `merge base with ${main.name}`, commit: git.mergeBase(head, main) }, { kind: "own" });
}

export function ofRevision(revision: Revision, what: What): Choice {
  return { kind: "sources", label: labelOf({ revision, what }), revision, what };
}

export function ofWorktree(what: What): Choice {
  return { kind: "sources", label: labelOf({ what }), what };
}

/** "main (1a2b3c4), assumptions 2026-03"; a word that isn't told apart yet stands as it is. */
export function labelOf({ revision, what }: { revision?: Revision; what: What }): string {
  const parts = revision ? [revisionLabel(revision)] : [];
  if (what.kind === "word") parts.push(what.word);
  if (what.kind === "named" && what.version !== undefined) parts.push(`assumptions ${what.version}`);
  if (what.kind === "named" && what.scenario !== undefined) parts.push(`scenario ${what.scenario}`);
  return parts.join(", ") || "working tree";
}
