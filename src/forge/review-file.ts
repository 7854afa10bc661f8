import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { MemoError } from "../diagnostic.js";
import { whyUnreadable } from "../files/index.js";

/**
 * A review is text of a bounded size; it may be an artifact that somebody else's run handed over. A link in its place could lead to anything that this job
 * may read and that nobody else should, so none is followed, neither the file itself nor a folder on the way from here.
 */
export function readReview(file: string): string {
  const limit = 1024 * 1024;
  const refuse = (message: string, expected: string): MemoError =>
    MemoError.of({ rule: "comment/file", message, expected }, 2);
  const none = (): MemoError =>
    refuse(`there is no file ${file}`, "a review as Markdown, as `memo diff --out review.md` writes it");
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
