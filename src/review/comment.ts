import { largest } from "../lists.js";
import { roundedTo } from "../text/decimal.js";
import type { Review } from "./types.js";
import { foldsLeftOpen, harmless } from "./untrusted.js";

/** GitHub refuses longer comments (65,536 characters); a review keeps some distance. */
export const LONGEST_COMMENT = 60_000;

/** What a comment says of itself, hidden from its readers: which commits it compares, and which run wrote it. */
export interface CommentMarker {
  pull: number;
  base: string;
  head: string;
  /** Number of the run that wrote it; runs of one workflow are numbered upwards. */
  run: number;
}

/** What a review comes to, for who decides whether it is worth a comment. */
export interface Extent {
  /** Both sides could be built and compared. */
  compared: boolean;
  /** The largest move of an output in multiples of its tolerance; Infinity for a text, and for an output that came or went. */
  moved: number;
  /** Claims that flipped. */
  claims: number;
}

const EXTENT = /\n*<!-- memo-review-extent compared=(yes|no) moved=([\d.]+|any) claims=(\d+) -->\s*$/;

/** For closing folds. */
const FOLDS_ROOM = 200;

const MARKER =
  /^(?:<!--|\[\/\/\]: # \() ?memo-review pull=(\d+) base=([0-9a-f]{7,64}|none) head=([0-9a-f]{7,64}) run=(\d+) ?(?:-->|\))(?:\r?\n|$)/;

/** How a comment is written: with folds and notes that pages don't show, or for pages that show every tag as it is written. */
export type CommentForm = "folds" | "plain";

/** Bitbucket refuses longer ones (32,768 characters). */
const LONGEST_PLAIN = 30_000;

/** The hidden first line of a comment; where tags are shown it is the definition of a link that nothing leads to. */
export function writeMarker({ pull, base, head, run }: CommentMarker, form: CommentForm = "folds"): string {
  // A forge that doesn't say the base, as GitLab for a moment, is no reason for a second comment.
  const says = `memo-review pull=${pull} base=${/^[0-9a-f]{7,64}$/.test(base) ? base : "none"} head=${head} run=${run}`;
  return form === "plain" ? `[//]: # (${says})` : `<!-- ${says} -->`;
}

/** The marker that a comment begins with; undefined for a comment that is no review. */
export function readMarker(body: string): CommentMarker | undefined {
  const match = MARKER.exec(body);
  if (!match) return undefined;
  const [, pull, base = "", head = "", run] = match;
  return { pull: Number(pull), base, head, run: Number(run) };
}

export function extentOf({ outputs, claims }: Pick<Review, "outputs" | "claims">, compared: boolean): Extent {
  const moved = outputs.map(({ materiality = Number.POSITIVE_INFINITY }) => materiality);
  return { compared, moved: Math.max(0, largest(moved)), claims: claims.flipped.length };
}

/** The last line of a review in a file, which its readers don't see. */
export function writeExtent({ compared, moved, claims }: Extent): string {
  const times = Number.isFinite(moved) ? String(roundedTo(moved, 2)) : "any";
  return `<!-- memo-review-extent compared=${compared ? "yes" : "no"} moved=${times} claims=${claims} -->\n`;
}

/** A review without that line, and what the line says; undefined for a text that ends in none. */
export function splitExtent(text: string): { text: string; extent?: Extent } {
  const match = EXTENT.exec(text);
  if (!match) return { text };
  const [, compared, moved, claims] = match;
  const extent = {
    compared: compared === "yes",
    moved: moved === "any" ? Number.POSITIVE_INFINITY : Number(moved),
    claims: Number(claims),
  };
  return { text: text.slice(0, match.index), extent };
}

/** Whether a review tells of less than a comment is wanted for; one that says nothing of itself is always told. */
export const isBelow = (extent: Extent | undefined, threshold: number): boolean =>
  extent?.compared === true && extent.claims === 0 && extent.moved < threshold;

/**
 * A comment with its marker. The text may come from a run of somebody else's code, so it can hold neither a marker of its own nor
 * mentions that would notify people, and no more than a comment may hold; what is cut is said.
 *
 * @param footer a last line of our own, such as what was reviewed
 */
export function commentBody(text: string, marker: CommentMarker, footer?: string, form: CommentForm = "folds"): string {
  const given = harmless(text).trim();
  const safe = form === "plain" ? withoutFolds(given) : given;
  const head = `${writeMarker(marker, form)}\n${form === "plain" ? "\n" : ""}`;
  const foot = footer === undefined ? "" : `\n${footer}\n`;
  const room = (form === "plain" ? LONGEST_PLAIN : LONGEST_COMMENT) - head.length - foot.length;
  if (safe.length <= room) return `${head}${safe}\n${foot}`;
  // Room for the ends of folds that the cut leaves open.
  const notice = "\n\n*The review is longer than a comment may be; the rest is in the artifact `review.html`.*\n";
  const kept = safe.slice(0, room - notice.length - FOLDS_ROOM);
  // Cut where a block ends, so that no table or fold is left half open.
  const end = Math.max(kept.lastIndexOf("\n## "), kept.lastIndexOf("\n\n"));
  const cut = kept.slice(0, end > 0 ? end : kept.length).trimEnd();
  return `${head}${cut}${fenceLeftOpen(cut)}${foldsLeftOpen(cut)}${notice}${foot}`;
}

const markOf = (line: string): string | undefined => /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];

/** Which fence is open behind a line, where one was open before it or none. */
function fenceAfter(fence: string | undefined, line: string): string | undefined {
  const mark = markOf(line);
  if (fence === undefined) return mark;
  return mark?.startsWith(fence) ? undefined : fence;
}

/** The end of a fence that a text leaves open. */
function fenceLeftOpen(markdown: string): string {
  const open = markdown.split("\n").reduce<string | undefined>(fenceAfter, undefined);
  return open === undefined ? "" : `\n${open}\n`;
}

/** What stands in folds stands below a line with their title; in fenced code nothing is a fold. */
function withoutFolds(markdown: string): string {
  let fence: string | undefined;
  return markdown
    .split("\n")
    .flatMap((line) => {
      fence = fenceAfter(fence, line);
      if (fence !== undefined) return [line];
      const title = /^<details><summary>(.*)<\/summary>$/.exec(line)?.[1];
      if (title !== undefined) return [`**${title}**`];
      return /^<\/?details>$/.test(line) ? [] : [line];
    })
    .join("\n");
}
