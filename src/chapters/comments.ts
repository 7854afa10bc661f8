import type { Diagnostic } from "../diagnostic.js";
import { blanked, replaceSpans } from "../text/spans.js";
import type { Locator } from "./locator.js";
import { mustacheEnd } from "./mustache.js";
import { LONGEST_PARAGRAPH } from "./size.js";
import { commentEnd, type Stretch, structureOf } from "./structure.js";
import type { Located } from "./types.js";

/**
 * Takes the comments `<!-- … -->` out of a text: each becomes a comment of the templates of the same length and lines, which leaves
 * nothing behind, not even the line it stands on; what a comment holds is neither read nor run. Those in code are text, as is one behind
 * a backslash.
 *
 * @param inline whether the text is a line of prose, without blocks
 * @returns the text, and of the comments those that make an exception (`memo-ignore`), without that word
 */
export function takeComments(
  text: string,
  locate: Locator,
  report: (d: Diagnostic) => void,
  inline = false,
): { text: string; exceptions: Located[] } {
  const exceptions: Located[] = [];
  if (!text.includes("<!--")) return { text, exceptions };
  // What stands for a comment is as long as it is, so offsets are those of the text throughout.
  const taken: (readonly [from: number, to: number, by: string])[] = [];
  const rest = (): string => replaceSpans(text, taken);
  let from = 0;
  let readAgain = 0;
  let code = codeOf(text, inline);
  for (;;) {
    const at = nextComment(text, from, code);
    if (at === undefined) return { text: rest(), exceptions };
    const ignore = /^<!--\s*memo-ignore\b/.exec(text.slice(at, at + 200))?.[0];
    const end = commentEnd(text, at);
    if (end === undefined) {
      report({
        rule: ignore ? "check/exception" : "chapters/comment",
        severity: "error",
        message: "this comment is never closed",
        expected: ignore ? "`-->` after the reason" : "`-->`, or `\\<!--` to print it",
        place: locate(at, 4),
      });
      // An exception's reason is no prose; of another comment nothing is known but where it begins, and none after it is closed.
      if (!ignore) return { text: rest(), exceptions };
    }
    const to = end ?? text.length;
    if (ignore)
      exceptions.push({
        text: text
          .slice(at + ignore.length, end === undefined ? to : to - 3)
          .trim()
          .replace(/\s+/g, " "),
        place: locate(at, to - at),
      });
    const whole = text.slice(at, to);
    const blank = `{{!${blanked(whole.slice(3, -2))}}}`;
    const before = blanksBefore(text, at);
    // The blanks before a comment go with it, by standing inside.
    taken.push([at - before, to, `${blank.slice(0, 3)}${" ".repeat(before)}${blank.slice(3)}`]);
    from = to;
    // What the comment held may have looked like the beginning of code; what follows it may be code now.
    if (!/[`~]/.test(whole) && !/^[^\n]*\n(?: {4}|\t| {1,3}\t)/.test(text.slice(to, to + LONGEST_PARAGRAPH + 5)))
      continue;
    readAgain += text.length;
    if (readAgain > MOST_READ_AGAIN) {
      report({
        rule: "chapters/size",
        severity: "error",
        message: `${Math.floor(readAgain / text.length)} comments that hold code, or stand before it, in ${text.length} characters`,
        expected: "fewer: after each, all is read again",
        place: locate(at, 4),
      });
      return { text: rest(), exceptions };
    }
    code = codeOf(rest(), inline);
  }
}

/** Characters that are read again because of comments, at most. */
const MOST_READ_AGAIN = 5_000_000;

/** How many blanks before an offset stand behind words. Those behind the mark of a list or at the head of a line keep their meaning. */
function blanksBefore(text: string, at: number): number {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  const words = line.replace(/^(?:[\s>]|[-*+:][ \t]|\d+[.)][ \t]|\|)*/, "");
  return words.trim() === "" ? 0 : words.length - words.trimEnd().length;
}

/** For each offset of a text whether it is code. */
function codeOf(text: string, inline: boolean): (offset: number) => boolean {
  const { fences, indented, spans } = structureOf(text, inline);
  const starts = [0];
  for (let i = text.indexOf("\n"); i !== -1; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  const stretches = [
    ...spans,
    ...[...fences, ...indented].map(
      ({ lines: [from, to] }) => [starts[from] ?? text.length, starts[to] ?? text.length + 1] as const,
    ),
  ];
  return within(stretches);
}

/** Whether an offset is in any of some stretches. */
function within(stretches: readonly Stretch[]): (offset: number) => boolean {
  const apart: [from: number, to: number][] = [];
  for (const [from, to] of [...stretches].sort(([a], [b]) => a - b)) {
    const last = apart.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return (offset) => {
    let [low, high] = [0, apart.length];
    while (low < high) {
      const mid = (low + high) >> 1;
      if ((apart[mid]?.[1] ?? 0) <= offset) low = mid + 1;
      else high = mid;
    }
    return (apart[low]?.[0] ?? Number.POSITIVE_INFINITY) <= offset;
  };
}

/** Where the next comment begins that is none of code and stands in no `{{…}}`. */
function nextComment(text: string, from: number, isCode: (offset: number) => boolean): number | undefined {
  const pattern = /<!--|\{\{/g;
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (isCode(match.index) || escaped(text, match.index)) continue;
    if (match[0] === "<!--") return match.index;
    pattern.lastIndex = mustacheEnd(text, match.index) ?? pattern.lastIndex;
  }
  return undefined;
}

/** Whether an odd number of backslashes stands before. */
function escaped(text: string, at: number): boolean {
  let n = 0;
  while (text[at - 1 - n] === "\\") n++;
  return n % 2 === 1;
}
