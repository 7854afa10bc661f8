import { compare } from "../memo/sides/compare.js";
import { sideOfProject } from "../memo/sides/read.js";
import { defaultLimits } from "../notebook/run/runner.js";
import type { Review, Side } from "../review/types.js";
import { computedOf, computeOptions, type Memo, type Options } from "./memo.js";
import type { Project } from "./project.js";

/** A memo as it was or is, and what to call it. */
export interface Reviewed {
  label: string;
  project: Project;
  options?: Options;
}

/** A review, and its texts. */
export interface ReviewResult {
  /** One sentence: what moved, because of what. */
  verdict: string;
  /** All that was found, as `memo diff --format json` has it. */
  review: Review;
  /** As a comment in a pull request. */
  markdown(): Promise<string>;
  /** As a page of its own, with charts side by side. */
  html(): Promise<string>;
}

/**
 * Compares two memos: which outputs moved and because of which assumptions and blocks, which claims fell, what the sources say otherwise.
 *
 * @throws MemoError for a side that can't be built
 */
export async function review(old: Reviewed | Memo, now: Reviewed | Memo): Promise<ReviewResult> {
  const [before, after] = [await sideOf(old, "before"), await sideOf(now, "after")];
  const limits = now.options?.limits ?? defaultLimits;
  const found = await compare(before, after, { cache: false, limits }, "", () => {});
  const sides: { old: Side; new: Side } = { old: before.side, new: after.side };
  return {
    verdict: found.verdict,
    review: found,
    markdown: async () => (await import("../review/markdown.js")).reviewMarkdown(found, {}),
    html: async () => (await import("../review/html/page.js")).reviewHtml(found, sides),
  };
}

const sideOf = (given: Reviewed | Memo, label: string): ReturnType<typeof sideOfProject> =>
  sideOfProject(
    "label" in given ? given.label : label,
    given.project,
    computeOptions(given.options ?? {}),
    computedOf(given),
  );
