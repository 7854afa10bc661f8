import type { Token } from "markdown-it";
import { locateLines } from "../chapters/locator.js";
import { mustacheEnd } from "../chapters/mustache.js";
import { structureOf } from "../chapters/structure.js";
import type { Chapter } from "../chapters/types.js";
import { restoreCode } from "../chapters/verbatim.js";
import { type Diagnostic, LineMap, type Place } from "../diagnostic.js";
import { takeAttributes } from "./attributes.js";
import { scanner } from "./mask.js";
import { sectionsIn } from "./sections.js";

/** A heading as its author wrote it. */
export interface WrittenHeading {
  /** From `{#id}`. */
  id?: { text: string; place: Place };
  /** From `{.unnumbered}` or `{-}`. */
  unnumbered: boolean;
  /** Its words without values and without what depends on a claim: they stay when the numbers change. */
  words: string;
  /** Inside `{{#each}}`: there is one for each row. */
  inRows: boolean;
  place: Place;
}

const MARK = "\uE013";
const END = "\uE01F";

/**
 * The headings of a chapter's body. They begin at level 2 (the title is level 1), skip no level and stand in no list or quotation.
 *
 * @returns the headings, and the prose with a mark at the end of each in place of its attributes, which tells in the resolved text which
 *   heading it is; lines and columns stay
 */
export function readHeadings(
  chapter: Chapter,
  report: (d: Diagnostic) => void,
): { prose: string; headings: WrittenHeading[] } {
  const { prose } = chapter;
  const locate = locateLines(chapter.file, prose, chapter.bodyLine);
  const around = sectionsIn(prose);
  const lines = prose.split("\n");
  const map = new LineMap(prose);
  const start = (line: number): number => map.offset({ line: line + 1, column: 1 });
  const headings: WrittenHeading[] = [];
  let last = 1;
  for (const {
    token,
    lines: [from, to],
  } of structureOf(prose).blocks) {
    if (token.type !== "heading_open") continue;
    const level = Number(token.tag.slice(1));
    const first = lines[from] ?? "";
    const indent = first.length - first.trimStart().length;
    const place = locate(start(from) + indent, first.trim().length);
    const wrong = (message: string, expected: string, at = place): void =>
      report({ rule: "prose/heading", severity: "error", message, expected, place: at });
    if (token.level > 0)
      wrong("a heading inside a list or a quotation", "headings of sections only; make this one bold");
    else if (level === 1)
      wrong("a level-1 heading in the body", "the chapter's title in the front matter, and headings from `##`");
    else if (level > last + 1) wrong(`a level-${level} heading after level ${last}`, `\`${"#".repeat(last + 1)}\``);
    if (token.level > 0) continue;
    last = Math.max(1, level);
    // An underlined heading ends one line above its last.
    const underlined = token.markup.startsWith("=") || token.markup.startsWith("-");
    const end = underlined ? to - 2 : from;
    const line = (lines[end] ?? "").replace(underlined ? /[ \t]+$/ : /(?:[ \t]+#+)?[ \t]*$/, "");
    const { rest, attributes } = takeAttributes(line);
    const id = attributes?.id;
    for (const { text, at } of attributes?.unknown ?? [])
      wrong(
        text.startsWith(".") || text.includes("=")
          ? `\`${text}\` is no attribute of a heading`
          : `cannot read \`${text}\` in the attributes of a heading`,
        "`{#id}`, `{.unnumbered}` or both; an id has no blanks",
        locate(start(end) + at, text.length),
      );
    const braces = /(?<!\{)\{#[^\s{}]*\s*\{\{(!?)/.exec(line);
    if (braces)
      wrong(
        braces[1] ? "a comment in the braces of a heading" : "an id with a value in it",
        braces[1] ? "the braces alone; a comment has a line of its own" : "an id that stays when the values change",
        locate(start(end) + braces.index, 1),
      );
    if (rest.replace(/^\s*#+/, "").trim() === "" && !underlined) {
      wrong("a heading without words", "its words behind the signs, or nothing");
      continue;
    }
    const written = lines.slice(from, end);
    const words = wordsOf([...written, rest].join(" ").replace(/^\s*#+/, ""));
    // A line that is nothing but a section's tag over a line of dashes is a rule, not a heading.
    if (
      underlined &&
      [...written, rest]
        .join("")
        .replace(/\{\{[\s\S]*?\}\}/g, "")
        .trim() === ""
    )
      continue;
    // A backslash at the end is a character; before the mark it would take that for one of its own.
    const left = /(?<!\\)(?:\\\\)*\\$/.test(rest) ? `${rest}\\` : rest;
    lines[end] = `${left}${MARK}${headings.length}${END}`;
    headings.push({
      id: id && { text: id.text, place: locate(start(end) + id.at, id.text.length + 1) },
      unnumbered: attributes?.unnumbered ?? false,
      words,
      inRows: around(start(from)).some(({ name }) => name === "each"),
      place,
    });
  }
  return { prose: lines.join("\n"), headings };
}

/** Takes the mark off the end of a heading's inline tokens. */
export function takeHeadingMark(tokens: readonly Token[]): { tokens: Token[]; written?: number } {
  let written: number | undefined;
  const rest = tokens.map((token) => {
    const match = /[ \t]*\uE013(\d+)\uE01F/.exec(token.content);
    if (!match) return token;
    written = Number(match[1]);
    return Object.assign(Object.create(token), { content: token.content.replace(match[0], "") }) as Token;
  });
  return { tokens: rest, written };
}

/** The words of a heading without values, sections, notes, citations, references and marks of Markdown. */
function wordsOf(text: string): string {
  let plain = "";
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf("{{", at);
    const until = next === -1 ? text.length : next;
    if (depth === 0) plain += text.slice(at, until);
    if (next === -1) break;
    at = mustacheEnd(text, next) ?? text.length;
    const tag = text.slice(next, at);
    if (/^\{\{~?\s*[#^]\s*\w/.test(tag)) depth++;
    else if (/^\{\{~?\s*\//.test(tag)) depth = Math.max(0, depth - 1);
  }
  const bare = plain
    .replace(/\^?\[\^[^\]]*\]|\^\[[^\]]*\]|\[@[^\]]*\]/g, " ")
    .replace(/(?<![\w@/.\\])@(?:fig|tbl|sec|eq)-[\w:-]+/g, " ");
  const [token] = scanner.parseInline(bare, {});
  return restoreCode((token?.children ?? []).map(({ content }) => content || " ").join("")).trim();
}
