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

/** For closing folds. */
const FOLDS_ROOM = 200;

const MARKER = /<!-- memo-review pull=(\d+) base=([0-9a-f]{7,64}) head=([0-9a-f]{7,64}) run=(\d+) -->/;

/** The hidden first line of a comment. */
export function writeMarker({ pull, base, head, run }: CommentMarker): string {
  return `<!-- memo-review pull=${pull} base=${base} head=${head} run=${run} -->`;
}

/** The marker that a comment begins with; undefined for a comment that is no review. */
export function readMarker(body: string): CommentMarker | undefined {
  const match = MARKER.exec(body);
  if (match?.index !== 0) return undefined;
  const [, pull, base = "", head = "", run] = match;
  return { pull: Number(pull), base, head, run: Number(run) };
}

/**
 * A comment with its marker. The text may come from a run of somebody else's code, so it can hold neither a marker of its own nor
 * mentions that would notify people, and no more than a comment may hold; what is cut is said.
 *
 * @param footer a last line of our own, such as what was reviewed
 */
export function commentBody(text: string, marker: CommentMarker, footer?: string): string {
  const safe = harmless(text).trim();
  const head = `${writeMarker(marker)}\n`;
  const foot = footer === undefined ? "" : `\n${footer}\n`;
  const room = LONGEST_COMMENT - head.length - foot.length;
  if (safe.length <= room) return `${head}${safe}\n${foot}`;
  // Room for the ends of folds that the cut leaves open.
  const notice = "\n\n*The review is longer than a comment may be; the rest is in the artifact `review.html`.*\n";
  const kept = safe.slice(0, room - notice.length - FOLDS_ROOM);
  // Cut where a block ends, so that no table or fold is left half open.
  const end = Math.max(kept.lastIndexOf("\n## "), kept.lastIndexOf("\n\n"));
  const cut = kept.slice(0, end > 0 ? end : kept.length).trimEnd();
  return `${head}${cut}${foldsLeftOpen(cut)}${notice}${foot}`;
}
