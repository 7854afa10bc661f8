import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { MemoError } from "../../diagnostic.js";
import { withoutMarks } from "../../document/private-use.js";
import { whyUnreadable } from "../../files/index.js";
import { type CommentMarker, commentBody, readMarker } from "../../review/comment.js";
import type { Terminal } from "../terminal/terminal.js";
import { type GitHub, request } from "./github.js";

export interface CommentOptions {
  github: GitHub;
  /** `owner/name`. */
  repository: string;
  /** Number of the pull request; found by `branch` where it is not known. */
  pull?: number;
  /** `owner:branch` of the pull request's head, as the event of the run says it. */
  branch?: string;
  /** The commit that was reviewed. A pull request that has moved on since gets no comment. */
  head: string;
  run: number;
  /** The login whose comments are the project's own. */
  author: string;
}

/** What became of a comment. */
export type Posted = "created" | "updated" | "unchanged" | "refused";

interface Comment {
  id: number;
  body: string;
  user: string;
}

const PAGES = 30;

/** `memo comment`: puts a review under a pull request, or brings the one that is there up to date. Returns the exit code. */
export async function comment(file: string, options: CommentOptions, terminal: Terminal): Promise<number> {
  const text = readReview(file);
  const { posted, why } = await postReview(text, options);
  terminal.out(`${posted}: ${why}\n`);
  return 0;
}

/**
 * One comment a pull request: created, updated in place, left alone when it says the same, and never overwritten by an older run.
 * @throws MemoError when GitHub refuses, or the pull request can't be found
 */
export async function postReview(text: string, options: CommentOptions): Promise<{ posted: Posted; why: string }> {
  const { github, repository, head, run, author } = options;
  withoutMarks(text, "comment");
  const pull = await findPull(options);
  if (pull === undefined)
    return { posted: "refused", why: `no open pull request has ${options.branch ?? "that branch"} at ${short(head)}` };
  const { body } = await request(github, "GET", `repos/${repository}/pulls/${pull}`);
  const current = { head: textAt(body, "head", "sha"), base: textAt(body, "base", "sha") };
  if (current.head !== head)
    return {
      posted: "refused",
      why: `pull request ${pull} has moved on to ${short(current.head)}; this reviews ${short(head)}`,
    };
  const marker: CommentMarker = { pull, base: current.base, head, run };
  const next = commentBody(text, marker);
  const own = await ownComment({ github, repository, pull, author });
  if (!own) {
    await request(github, "POST", `repos/${repository}/issues/${pull}/comments`, { body: next });
    return { posted: "created", why: `review of ${short(head)} under pull request ${pull}` };
  }
  const before = readMarker(own.body);
  if (before && before.run > run)
    return { posted: "refused", why: `run ${before.run} has written the comment since; this is run ${run}` };
  if (said(own.body) === said(next)) return { posted: "unchanged", why: `the comment says the same already` };
  await request(github, "PATCH", `repos/${repository}/issues/comments/${own.id}`, { body: next });
  return { posted: "updated", why: `review of ${short(head)} under pull request ${pull}` };
}

/** The number given, or that of the open pull request whose head is the branch at this commit. */
async function findPull({ github, repository, pull, branch, head }: CommentOptions): Promise<number | undefined> {
  if (pull !== undefined || branch === undefined) return pull;
  const query = new URLSearchParams({ state: "open", head: branch, per_page: "100" });
  const { body } = await request(github, "GET", `repos/${repository}/pulls?${query}`);
  const found = list(body).find((one) => textAt(one, "head", "sha") === head);
  return found === undefined ? undefined : Number(at(found, "number"));
}

/** The first comment of the author that begins with a marker of this pull request. */
async function ownComment(where: {
  github: GitHub;
  repository: string;
  pull: number;
  author: string;
}): Promise<Comment | undefined> {
  const { github, repository, pull, author } = where;
  let path: string | undefined = `repos/${repository}/issues/${pull}/comments?per_page=100`;
  for (let page = 0; path !== undefined && page < PAGES; page++) {
    const { body, next } = await request(github, "GET", path);
    for (const one of list(body)) {
      const text = String(at(one, "body") ?? "");
      if (textAt(one, "user", "login") === author && readMarker(text)?.pull === pull)
        return { id: Number(at(one, "id")), body: text, user: author };
    }
    path = next;
  }
  return undefined;
}

/** A comment without its marker and with the line ends that GitHub may have changed. */
const said = (body: string): string => body.replaceAll("\r\n", "\n").split("\n").slice(1).join("\n").trim();

const short = (commit: string): string => commit.slice(0, 7);

const at = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
const textAt = (value: unknown, ...keys: string[]): string => {
  const found = keys.reduce<unknown>(at, value);
  return typeof found === "string" ? found : "";
};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/**
 * A review is text of a bounded size; it may be an artifact that somebody else's run handed over. A link in its place could lead to anything that this job
 * may read and that nobody else should, so none is followed, neither the file itself nor a folder on the way from here.
 */
function readReview(file: string): string {
  const limit = 1024 * 1024;
  const refuse = (message: string, expected: string): MemoError =>
    new MemoError([{ rule: "comment/file", severity: "error", message, expected }], 2);
  const none = (): MemoError =>
    refuse(`there is no file ${file}`, "a review as Markdown, as `memo diff --output review.md` writes it");
  const path = resolve(file);
  for (const at of wayTo(path))
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink())
      throw refuse(`${relative(process.cwd(), at)} is a link`, "the review itself, in a folder that is none either");
  let opened: number;
  try {
    opened = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (!lstatSync(path, { throwIfNoEntry: false })) throw none();
    throw refuse(`${file} ${whyUnreadable(path, error)}`, "a file that can be read");
  }
  try {
    const stat = fstatSync(opened);
    if (!stat.isFile()) throw none();
    if (stat.size > limit) throw refuse(`${file} has ${stat.size} bytes`, `at most ${limit}`);
    // Files that the system makes up as they are read say that they are empty.
    const bytes = Buffer.alloc(stat.size);
    const length = readSync(opened, bytes, 0, bytes.length, 0);
    const read = bytes.subarray(0, length);
    if (!isUtf8(read)) throw refuse(`${file} is no UTF-8`, "a text saved as UTF-8");
    const text = read.toString("utf8");
    if (text.trim() === "") throw refuse(`${file} is empty`, "a review as Markdown");
    return text;
  } finally {
    closeSync(opened);
  }
}

/** The file and the folders that hold it, up to where the command runs; of a file elsewhere its own folder. */
function wayTo(path: string): string[] {
  const here = process.cwd();
  const way = [path];
  for (let at = dirname(path); at !== here && at !== dirname(at); at = dirname(at)) {
    way.push(at);
    if (!path.startsWith(here + sep)) break;
  }
  return way;
}
