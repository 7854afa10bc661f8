import { MemoError } from "../diagnostic.js";
import { harmless } from "../review/untrusted.js";
import { forgeOf } from "./forges.js";
import { madeOnce } from "./requests.js";
import type { Comment, Issues, Where } from "./types.js";

/** The hidden first line of an issue. */
const MARKER = "<!-- memo-news -->";

export interface IssueOptions extends Where {
  title: string;
  /** Markdown. */
  text: string;
  /** There is something to tell; otherwise an issue that is there is closed, and none is made. */
  isNews: boolean;
}

/**
 * One open issue: made, brought up to date, left alone when it says the same, and closed when there is nothing left to tell.
 * @throws MemoError when the server refuses, or has no issues
 */
export async function postIssue(options: IssueOptions): Promise<string> {
  const { github, title, text, isNews } = options;
  const { issues } = forgeOf(options);
  if (issues === undefined)
    throw MemoError.of(
      {
        rule: "comment/api",
        message: "on Bitbucket memo opens no issues",
        expected: "GitHub or GitLab",
        hint: "`memo news` without --repository prints what there is to tell",
      },
      2,
    );
  const body = `${MARKER}\n${harmless(text).trim()}\n`;
  return madeOnce(github, async (attempt) => {
    const own = await ownIssue(issues);
    if (!own && !isNews) return "nothing to tell, and there is no issue";
    if (!own) {
      await issues.create(title, body);
      return "an issue is opened";
    }
    const isSame = own.body.replaceAll("\r\n", "\n").trim() === body.trim();
    if (!isSame) await issues.change(own.id, title, body);
    if (!isNews) {
      await issues.close(own.id);
      return `issue ${own.id} is closed: nothing is left to tell`;
    }
    if (attempt > 1 && isSame) return "an issue is opened";
    return isSame ? `issue ${own.id} says the same already` : `issue ${own.id} is brought up to date`;
  });
}

/** The first issue of the author that begins with the marker. */
async function ownIssue(issues: Issues): Promise<Comment | undefined> {
  for await (const issue of issues.own()) if (issue.isOwn && issue.body.startsWith(MARKER)) return issue;
  return undefined;
}
