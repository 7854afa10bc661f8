import { type Diagnostic, LineMap, type Place } from "../diagnostic.js";
import type { Located } from "./types.js";

/** `<!-- memo-ignore … -->`, with the blanks before it, so that nothing is left of it in the text. */
const COMMENT = /[ \t]*<!--\s*memo-ignore\b([\s\S]*?)(?:-->|$)/g;
const CODE_SPAN = /(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g;

/**
 * Takes the comments that make an exception out of a chapter's prose: each becomes a comment of the templates, of the same length and
 * lines, which leaves nothing behind, not even the line it stands on. Those in code spans are text.
 *
 * @param line the line of the file on which `prose` begins
 */
export function takeExceptions(
  prose: string,
  file: string,
  line: number,
  report: (d: Diagnostic) => void,
): { prose: string; comments: Located[] } {
  if (!prose.includes("memo-ignore")) return { prose, comments: [] };
  const lines = new LineMap(prose);
  const spans = [...prose.matchAll(CODE_SPAN)].map((match) => [match.index, match.index + match[0].length] as const);
  const place = (from: number, to: number): Place => {
    const [start, end] = [lines.at(from), lines.at(to)];
    return {
      file,
      start: { line: start.line + line - 1, column: start.column },
      end: { line: end.line + line - 1, column: end.column },
    };
  };
  const comments: Located[] = [];
  const without = prose.replace(COMMENT, (whole: string, text: string, at: number) => {
    const from = at + whole.indexOf("<!--");
    if (spans.some(([start, end]) => start <= from && from < end)) return whole;
    const where = place(from, at + whole.length);
    if (!whole.endsWith("-->"))
      report({
        rule: "check/exception",
        severity: "error",
        message: "this comment is never closed",
        expected: "`-->` after the reason",
        place: { ...where, end: place(from, from + 4).end ?? where.start },
      });
    comments.push({ text: text.trim().replace(/\s+/g, " "), place: where });
    return `{{!${whole.slice(3, -2).replace(/[^\n]/g, " ")}}}`;
  });
  return { prose: without, comments };
}
