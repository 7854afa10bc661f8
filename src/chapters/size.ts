import type { Diagnostic } from "../diagnostic.js";
import { MOST_PIECES, type Stretch, type Structure } from "./structure.js";
import type { Block, Chapter, Located } from "./types.js";

/** What reads the words of a paragraph looks at it as a whole, with some patterns more than once. */
export const LONGEST_PARAGRAPH = 10_000;
const MOST_CHAPTERS = 1000;
/** What names of files hold on all systems, with room for what is put behind it. */
const LONGEST_ID = 200;
/** Of all chapters together; a book has a million. */
const LARGEST_TEXT = 4_000_000;

const tooLarge = (file: string, line: number, message: string, most: string): Diagnostic => ({
  rule: "chapters/size",
  severity: "error",
  message,
  expected: `at most ${most}`,
  place: { file, start: { line, column: 1 } },
});

/** Chapters, in their order, that are too many, or too long together: the first that is. Told before anything of them is read. */
export function tooMany(chapters: readonly { path: string; text: string }[]): Diagnostic | undefined {
  let all = 0;
  for (const [index, { path, text }] of chapters.entries()) {
    all += text.length;
    if (index >= MOST_CHAPTERS)
      return tooLarge(path, 1, `the memo has ${chapters.length} chapters`, String(MOST_CHAPTERS));
    if (all > LARGEST_TEXT)
      return tooLarge(
        path,
        1,
        `the chapters up to this one have ${all} characters`,
        `${LARGEST_TEXT}; rows belong in \`data/\`, numbers in the assumptions`,
      );
  }
  return undefined;
}

const ALL_PIECES = `${MOST_PIECES}, where a paragraph, item, cell, link or note is one, a quoted value ten and a block forty`;

/** The line of a chapter in which it has more pieces than a whole memo may have. */
export const tooMuch = (file: string, { pieces }: Structure, bodyLine: number): Diagnostic | undefined =>
  pieces.over === undefined
    ? undefined
    : tooLarge(file, bodyLine + pieces.over, `the chapter has ${pieces.all} pieces`, ALL_PIECES);

/** The first chapter with which the memo has too many pieces. */
export function tooMuchTogether(chapters: readonly Chapter[]): Diagnostic | undefined {
  let all = 0;
  for (const { file, pieces } of chapters) {
    all += pieces;
    if (all > MOST_PIECES) return tooLarge(file, 1, `the chapters up to this one have ${all} pieces`, ALL_PIECES);
  }
  return undefined;
}

/** The first paragraph, heading, cell or other line of words that is too long. */
export function tooLong(
  file: string,
  text: string,
  { blocks, fences, indented }: Structure,
  bodyLine: number,
): Diagnostic | undefined {
  for (const { token, lines } of blocks)
    if (token.type === "inline" && token.content.length > LONGEST_PARAGRAPH)
      return tooLarge(
        file,
        bodyLine + lines[0],
        `the paragraph has ${token.content.length} characters`,
        `${LONGEST_PARAGRAPH}; an empty line begins another`,
      );
  // What Markdown makes no token of, such as the address of a link.
  const code = [...fences, ...indented].map(({ lines }): Stretch => lines).sort(([a], [b]) => a - b);
  let next = 0;
  for (const [index, line] of text.split("\n").entries()) {
    while ((code[next]?.[1] ?? Number.POSITIVE_INFINITY) <= index) next++;
    if (line.length > LONGEST_PARAGRAPH && index < (code[next]?.[0] ?? Number.POSITIVE_INFINITY))
      return tooLarge(file, bodyLine + index, `the line has ${line.length} characters`, String(LONGEST_PARAGRAPH));
  }
  return undefined;
}

/** Front matter that is too long. */
export const longFront = (file: string, yaml: string | undefined): Diagnostic | undefined =>
  yaml !== undefined && yaml.length > LONGEST_PARAGRAPH
    ? tooLarge(file, 1, `the front matter has ${yaml.length} characters`, String(LONGEST_PARAGRAPH))
    : undefined;

/** A block whose id is too long for the names of the files that a chart or table is written to. */
export const longId = ({ id, kind, place: { file, start } }: Block): Diagnostic | undefined =>
  id.length > LONGEST_ID && /^(?:fig|tbl)-/.test(id)
    ? tooLarge(
        file,
        start.line,
        `the id of a ${kind} has ${id.length} characters`,
        `${LONGEST_ID}; files are named after it`,
      )
    : undefined;

/** An option of a block, such as a caption over many lines, that is too long. */
export function longOption(options: ReadonlyMap<string, Located>): Diagnostic | undefined {
  for (const [key, { text, place }] of options)
    if (text.length > LONGEST_PARAGRAPH)
      return tooLarge(
        place.file,
        place.start.line,
        `option \`${key}\` has ${text.length} characters`,
        String(LONGEST_PARAGRAPH),
      );
  return undefined;
}
