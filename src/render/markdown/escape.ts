import { largest } from "../../lists.js";
import { unixBreaks } from "../../text/line-breaks.js";

/**
 * Text as GitHub's Markdown prints it unchanged. What can't be read as markup where it stands is left alone, so that the source stays
 * readable; what only matters at the start of a line is left to `escapeLineStart`.
 */
export function escapeText(text: string): string {
  return text
    .replace(/[\\`*[\]~$]/g, "\\$&")
    .replace(/_/g, (mark, at: number) => (isWord(text[at - 1]) && isWord(text[at + 1]) ? mark : "\\_"))
    .replace(/<(?=[a-z/!?])/gi, "\\<")
    .replace(/&(?=#?\w+;)/g, "\\&")
    .replace(/!$/, "\\!")
    .replace(/:(?=[a-z0-9_+-]+:)/gi, "\\:");
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

/** A line that would open a heading, list, quote or rule, made to be text. */
export function escapeLineStart(line: string): string {
  return line
    .replace(/^(#{1,6})(?=\s|$)/, "\\$1")
    .replace(/^>/, "\\>")
    .replace(/^([-+])(?=\s|-|$)/, "\\$1")
    .replace(/^=(?=[=\s]*$)/, "\\=")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}

/** A code span around any text. */
export function codeSpan(text: string): string {
  const flat = text.replace(/\s*\n\s*/g, " ");
  const fence = "`".repeat(longestRun(flat) + 1);
  const pad = /^`|`$|^ .* $/.test(flat) ? " " : "";
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** A fenced block around any text. */
export function fencedBlock(text: string, language = ""): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language.replace(/[`\s]/g, "")}\n${text.replace(/\n+$/, "")}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, largest([...text.matchAll(/`+/g)].map(([run]) => run.length)));
}

/** The address of a link or image. */
export function destination(href: string): string {
  const flat = href.replace(/[\n\r]/g, "");
  return flat === "" || /[\s()<>]/.test(flat) ? `<${flat.replace(/[<>\\]/g, "\\$&")}>` : flat.replaceAll("\\", "%5C");
}

/** A text in a cell of a table: on one line, its pipes escaped. */
export function tableCell(markdown: string): string {
  return unixBreaks(markdown).replace(/\\?\n/g, "<br>").replace(/\|/g, "\\|").trim();
}
