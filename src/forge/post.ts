import { MemoError } from "../diagnostic.js";
import { withoutMarks } from "../document/private-use.js";
import { type CommentMarker, commentBody, isBelow, readMarker, splitExtent } from "../review/comment.js";
import { forgeOf } from "./forges.js";
import { madeOnce } from "./requests.js";
import type { Comment, Requests, Where } from "./types.js";

export interface CommentOptions extends Where {
  /** Number of the pull request; found by `branch` where it is not known. */
  pull?: number;
  /** `owner:branch` of the pull request's head, as the event of the run says it. */
  branch?: string;
  /** The commit that was reviewed. A pull request that has moved on since gets no comment. */
  head: string;
  run: number;
  /** Makes no comment where the review has nothing to tell; one that is there is brought up to date. */
  quietIfNone?: boolean;
  /** The same where no claim flipped and no output moved by so many times its tolerance. */
  threshold?: number;
  /** Addresses that the comment leads to. */
  runAddress?: string;
  pageAddress?: string;
}

/** What became of a comment. */
export type Posted = "created" | "updated" | "unchanged" | "refused";

/**
 * One comment a pull request: created, updated in place, left alone when it says the same, and never overwritten by an older run.
 * @throws MemoError when the server refuses, or the pull request can't be found
 */
export async function postReview(given: string, options: CommentOptions): Promise<{ posted: Posted; why: string }> {
  const { github, head, run, quietIfNone = false, threshold } = options;
  const { text, extent } = splitExtent(given);
  withoutMarks(text, "comment");
  const forge = forgeOf(options);
  const pull = options.pull ?? (options.branch === undefined ? undefined : await forge.find(options.branch, head));
  if (pull === undefined)
    return { posted: "refused", why: `no open pull request has ${options.branch ?? "that branch"} at ${short(head)}` };
  const current = await forge.commits(pull);
  if (!/^[0-9a-f]{7,64}$/.test(current.head))
    throw MemoError.of({
      rule: "comment/api",
      message: `pull request ${pull} has no commit in what ${github.api} answers`,
      expected: "its head's id",
      hint: "is that the address of an API, and of this forge?",
    });
  if (!head.startsWith(current.head))
    return {
      posted: "refused",
      why: `pull request ${pull} has moved on to ${short(current.head)}; this reviews ${short(head)}`,
    };
  const marker: CommentMarker = { pull, base: current.base, head, run };
  const next = commentBody(text, marker, footer(options), github.forge === "bitbucket" ? "plain" : "folds");
  const why = `review of ${short(head)} under pull request ${pull}`;
  return madeOnce(github, async (attempt) => {
    const own = await ownComment(forge, pull);
    if (!own && quietIfNone && saysNothingChanged(text))
      return { posted: "unchanged", why: "nothing changed, and there is no comment to bring up to date" };
    if (!own && threshold !== undefined && isBelow(extent, threshold))
      return {
        posted: "unchanged",
        why: `no claim flipped, no output moved by ${threshold} times its tolerance, and there is no comment to bring up to date`,
      };
    if (!own) {
      await forge.create(pull, next);
      return { posted: "created", why };
    }
    const before = readMarker(own.body);
    const isSame = before?.head === head && said(own.body) === said(next);
    // What the attempt before got no answer for is there.
    if (attempt > 1 && isSame && before.run === run) return { posted: "created", why };
    if (before && before.run > run)
      return { posted: "refused", why: `run ${before.run} has written the comment since; this is run ${run}` };
    if (isSame && pageOf(own.body) === pageOf(next))
      return { posted: "unchanged", why: "the comment says the same already" };
    await forge.change(pull, own.id, next);
    return { posted: "updated", why };
  });
}

/** The first comment of the author that begins with a marker of this pull request. */
async function ownComment(forge: Requests, pull: number): Promise<Comment | undefined> {
  for await (const comment of forge.comments(pull))
    if (comment.isOwn && readMarker(comment.body)?.pull === pull) return comment;
  return undefined;
}

/** What a review begins with that has nothing to tell. */
const saysNothingChanged = (text: string): boolean => /^\s*#+ Nothing changed *(?:\r?\n|$)/.test(text);

/** What the comment is about: the commit, the run and the page. */
function footer({ head, run, runAddress, pageAddress }: CommentOptions): string {
  const name = runAddress === undefined ? `run ${run}` : `[run ${run}](${runAddress})`;
  const page = pageAddress === undefined ? "" : `; [the page](${pageAddress})`;
  return `Reviewed: commit ${short(head)}, ${name}${page}.`;
}

/** The page that a comment leads to: one that came, or is gone, is worth a change. */
const pageOf = (body: string): string => /\[the page\]\(([^)]*)\)\.\s*$/.exec(body)?.[1] ?? "";

/** A comment without its marker and its last line, which name the run, and with the line ends that GitHub may have changed. */
const said = (body: string): string =>
  body
    .replaceAll("\r\n", "\n")
    .split("\n")
    .slice(1)
    .join("\n")
    .replace(/\nReviewed: commit [^\n]*\s*$/, "")
    .trim();

const short = (commit: string): string => commit.slice(0, 7);
