import type { Review } from "../../review/types.js";
import type { CommandOptions } from "../compute.js";
import { type Choice, chooseBase, ofWorktree } from "./choice.js";
import { compare } from "./compare.js";
import { failureOf, type SideFailure } from "./failure.js";
import { Places } from "./places.js";
import { type ReadSide, readSide } from "./read.js";
import { parseSpec } from "./spec.js";

/** What a review came to, or why there is none. */
export type ReviewOutcome =
  | { review: Review; old: ReadSide; now: ReadSide; failures?: undefined }
  | { review: Review; failures: readonly SideFailure[] };

/**
 * Finds, reads and compares two sides, as `memo diff` names them: where the branch left the main one with the working tree, unless told.
 *
 * @throws MemoError for a wrong call; what is wrong with a side is the review's to say
 */
export async function reviewOf(
  oldText: string | undefined,
  newText: string | undefined,
  options: CommandOptions,
  step: (text: string) => void,
): Promise<ReviewOutcome> {
  const places = new Places(options.folder);
  const failures: SideFailure[] = [];
  const attempt = async <T>(which: SideFailure["which"], label: string, work: () => T | Promise<T>) => {
    try {
      return await work();
    } catch (error) {
      failures.push(failureOf(error, which, label));
      return undefined;
    }
  };
  const named = async (text: string): Promise<Choice> => (await import("./choose.js")).choose(parseSpec(text), places);
  const chosen = {
    old: await attempt("old", oldText ?? "merge base", () =>
      oldText === undefined ? chooseBase(places) : named(oldText),
    ),
    new: await attempt("new", newText ?? "working tree", () =>
      newText === undefined ? ofWorktree({ kind: "own" }) : named(newText),
    ),
  };
  const read = (which: "old" | "new", choice: Choice | undefined) =>
    choice && attempt(which, choice.label, () => readSide(choice, places, options, step, which === "new"));
  // One after the other: two at a time take as long, since each uses all cores where it can.
  const old = await read("old", chosen.old);
  const now = await read("new", chosen.new);
  if (old && now) return { review: await compare(old, now, options, places.root, step), old, now };
  const labels = {
    old: old?.side.label ?? chosen.old?.label ?? oldText ?? "merge base",
    new: now?.side.label ?? chosen.new?.label ?? newText ?? "working tree",
  };
  const { failedReview } = await import("./failed-review.js");
  return { review: failedReview(labels, failures, { old, new: now }), failures };
}
