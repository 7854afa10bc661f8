import { type CommentOptions, postReview } from "../../forge/post.js";
import { readReview } from "../../forge/review-file.js";
import type { Terminal } from "../terminal/terminal.js";

/** `memo comment`: puts a review under a pull request, or brings the one that is there up to date. Returns the exit code. */
export async function comment(file: string, options: CommentOptions, terminal: Terminal): Promise<number> {
  const { posted, why } = await postReview(readReview(file), options);
  terminal.out(`${posted}: ${why}\n`);
  return 0;
}
