import type { Block, Chapter } from "../../chapters/types.js";
import type { Diagnostic, Place } from "../../diagnostic.js";
import { append } from "../../lists.js";
import type { CheckInput } from "../input.js";

/** A comment by which an author lets something stand, with the reason. */
export interface Exception {
  rule: string;
  reason: string;
  place: Place;
  /** Lines of the file it speaks of, both included. */
  from: number;
  to: number;
}

const EXPECTED = "`memo-ignore room/rule: the reason`";

/**
 * All exceptions of a memo. They are comments: `<!-- memo-ignore stale/number: reason -->` in a chapter, before a paragraph, heading or
 * block, which it then covers, or at the end of a line of text; `// memo-ignore …` in code, at the head of a block for all of it, else
 * before a line or at its end; `# memo-ignore …` in YAML, before an entry, which it covers with all that is indented under it, or at the
 * end of a line.
 */
export function readExceptions({ chapters, sources }: Pick<CheckInput, "chapters" | "sources">): {
  exceptions: Exception[];
  diagnostics: Diagnostic[];
} {
  const found: Found[] = [];
  for (const chapter of chapters) {
    append(found, inProse(chapter));
    for (const block of chapter.blocks) append(found, inBlock(block));
  }
  for (const [file, text] of sources) if (file.endsWith(".yaml")) append(found, inYaml(file, text));
  const exceptions: Exception[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { text, ...where } of found) {
    const match = /^\s*((?:[\w-]+\/[\w-]+)(?:\s*,\s*[\w-]+\/[\w-]+)*)\s*(?::\s*(.*?)\s*)?$/.exec(text);
    const [, rules = "", reason = ""] = match ?? [];
    if (!match || reason === "") {
      const message = match ? "this exception gives no reason" : `cannot read the exception \`${text.trim()}\``;
      diagnostics.push({ rule: "check/exception", severity: "error", message, expected: EXPECTED, place: where.place });
    } else for (const rule of rules.split(",")) exceptions.push({ rule: rule.trim(), reason, ...where });
  }
  return { exceptions, diagnostics };
}

/** The words after `memo-ignore`, and what they cover. */
type Found = Omit<Exception, "rule" | "reason"> & { text: string };

function inProse({ text, exceptions }: Chapter): Found[] {
  const lines = text.split("\n");
  const isBlank = (line: number): boolean => (lines[line - 1] ?? "").trim() === "";
  return exceptions.map(({ text, place }) => {
    const { start, end = start } = place;
    const before = (lines[start.line - 1] ?? "").slice(0, start.column - 1);
    if (before.replace(/^[\s>]*/, "") !== "") return { text, place, from: start.line, to: start.line };
    let from = end.line + 1;
    // Several exceptions may stand one above the other.
    while (from <= lines.length && (isBlank(from) || /^\s*<!--\s*memo-ignore\b/.test(lines[from - 1] ?? ""))) from++;
    const fence = /^[\s>]*(`{3,}|~{3,})/.exec(lines[from - 1] ?? "")?.[1];
    let to = from;
    const isLast = (line: number): boolean =>
      fence === undefined
        ? isBlank(line + 1)
        : (lines[line - 1] ?? "").replace(/^[\s>]*/, "").startsWith(fence) && line > from;
    while (to < lines.length && !isLast(to)) to++;
    return { text, place, from, to };
  });
}

function inBlock({ code, kind, file, line, indents, place }: Block): Found[] {
  const mark =
    kind === "sql"
      ? "--"
      : kind === "formula" || kind === "sweep" || kind === "graph" || kind === "picture"
        ? "#"
        : "//";
  const lines = code.split("\n");
  const isComment = (text: string): boolean => text.trim() === "" || text.trimStart().startsWith(mark);
  const first = lines.findIndex((text) => !isComment(text));
  return lines.flatMap((text, index) => {
    const comment = commentIn(text, mark);
    if (!comment) return [];
    const column = comment.at + 1 + (indents[index] ?? 0);
    const at = {
      file,
      start: { line: line + index, column },
      end: { line: line + index, column: column + comment.length },
    };
    const own = text.slice(0, comment.at).trim() === "";
    if (own && (first === -1 || index < first))
      return [{ text: comment.text, place: at, from: place.start.line, to: line + lines.length }];
    let next = index;
    if (own)
      do next++;
      while (next < lines.length && isComment(lines[next] ?? ""));
    return [{ text: comment.text, place: at, from: line + next, to: line + next }];
  });
}

function inYaml(file: string, text: string): Found[] {
  if (!text.includes("memo-ignore")) return [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  const isComment = (line: string): boolean => line.trim() === "" || line.trimStart().startsWith("#");
  const indent = (line: string): number => line.length - line.trimStart().length;
  return lines.flatMap((line, index) => {
    const comment = commentIn(line, "#");
    if (!comment) return [];
    const column = comment.at + 1;
    const place = {
      file,
      start: { line: index + 1, column },
      end: { line: index + 1, column: column + comment.length },
    };
    let from = index;
    if (line.slice(0, comment.at).trim() === "")
      do from++;
      while (from < lines.length && isComment(lines[from] ?? ""));
    const under = indent(lines[from] ?? "");
    let to = from;
    while (to + 1 < lines.length && (isComment(lines[to + 1] ?? "") || indent(lines[to + 1] ?? "") > under)) to++;
    while (to > from && isComment(lines[to] ?? "")) to--;
    return [{ text: comment.text, place, from: from + 1, to: to + 1 }];
  });
}

/** A comment `// memo-ignore …` of a line; not one in a text such as an address. */
function commentIn(line: string, mark: string): { at: number; text: string; length: number } | undefined {
  const match = new RegExp(`(^|\\s)${mark}\\s*memo-ignore\\b(.*)$`).exec(line);
  if (!match) return undefined;
  const at = match.index + (match[1]?.length ?? 0);
  return { at, text: match[2] ?? "", length: line.trimEnd().length - at };
}
