import MarkdownIt, { type MarkdownIt as Reader } from "markdown-it";
import deflist from "markdown-it-deflist";
import footnote from "markdown-it-footnote";
import { DEEPEST_READ } from "../../chapters/structure.js";
import { restoreCode } from "../../chapters/verbatim.js";
import { splitMarks } from "../template/marks.js";
import { locateTokens } from "./places.js";
import { quotationMarks, readQuotes } from "./quotes.js";
import { readSmall } from "./small.js";

/** Letters of an address as it is written: those that stand for themselves, and bytes for the others. */
export const { encode } = new MarkdownIt().utils.lib.mdurl;
const hasMarks = (text: string): boolean => splitMarks(text).some((piece) => typeof piece !== "string");

/** Reads the Markdown of a memo in a language (BCP 47), whose quotation marks it takes. */
export function readerOf(language: string, notes = true): Reader {
  const quotes = quotationMarks(language);
  const key = `${quotes.join(" ")} ${notes}`;
  const known = readers.get(key);
  if (known) return known;
  // Footnotes are put together here, not by the plugin: captions and titles refer to them too, and each is numbered where it is met.
  const markdown = new MarkdownIt({ html: false, typographer: true, maxNesting: DEEPEST_READ, quotes })
    .use(notes ? footnote : () => {})
    .use(deflist)
    .use(readQuotes)
    .use(readSmall)
    // Joined, what a backslash stood before couldn't be told from what it didn't.
    .disable(["replacements", "text_join", ...(notes ? ["footnote_tail"] : [])]);
  locateTokens(markdown);
  const { normalizeLink, normalizeLinkText } = markdown;
  // Values get into an address when the tree is made; until then their marks stay what they are.
  markdown.normalizeLink = (url) =>
    hasMarks(url)
      ? splitMarks(restoreCode(url))
          .map((piece) => (typeof piece === "string" ? encode(piece) : piece.mark))
          .join("")
      : normalizeLink.call(markdown, restoreCode(url));
  markdown.normalizeLinkText = (url) => (hasMarks(url) ? url : normalizeLinkText.call(markdown, url));
  // `<br>` is the one way to break a line in a cell.
  markdown.inline.ruler.before("autolink", "line_break", (state, silent) => {
    const found = /^<br\s*\/?>/i.exec(state.src.slice(state.pos, state.pos + 8))?.[0];
    if (!found) return false;
    if (!silent) state.push("hardbreak", "br", 0).markup = found;
    state.pos += found.length;
    return true;
  });
  readers.set(key, markdown);
  return markdown;
}

const readers = new Map<string, Reader>();
