import { lendCodeOfLine } from "../../chapters/verbatim.js";
import { unprintable } from "../../characters.js";
import type { Diagnostic, Place } from "../../diagnostic.js";
import { unixBreaks } from "../../text/line-breaks.js";
import { shortened } from "../../text/shown.js";
import { htmlIn } from "../constructs.js";
import type { MarkdownContext } from "../markdown/context.js";
import type { ChapterMarkdown } from "../markdown.js";
import { hasMention } from "../template/mentions.js";
import type { InlineNode, TableCell } from "../tree.js";
import { plainText } from "../words.js";

const BACKSLASHED = /\\[!-/:-@[-`{-~]/g;
/** A line ends where it does in the text; with a backslash before, which no other escapes, it does so already. */
const brokenLine = (all: string, slashes: string): string => (slashes.length % 2 === 1 ? all : `${slashes}  \n`);
const EXPECTED = "emphasis, code, links, mathematics and line breaks";

/**
 * A text that a block computed, read as a line of Markdown: nothing of it is a template, a note or HTML. What it may not hold is told as an error
 * `prose/cell`.
 *
 * @param name of the table
 */
export function markdownCell(
  text: string,
  { name, place }: { name: string; place: Place },
  markdown: ChapterMarkdown,
  context: MarkdownContext,
  report: (d: Diagnostic) => void,
): TableCell {
  const words = unixBreaks(text);
  // Private-use characters are marks of the engine, and are told where all texts are looked through.
  if (unprintable(words)) return { value: text, text };
  const tell = (what: string): void =>
    report({
      rule: "prose/cell",
      severity: "error",
      message: `a Markdown cell of table \`${name}\` holds ${what}: ${JSON.stringify(shortened(text))}`,
      expected: EXPECTED,
      hint: "a backslash before a sign prints it; without `markdown: true` the column is printed letter for letter",
      place,
    });
  const lent = lendCodeOfLine(words);
  const children = markdown.cell(lent.replace(/(\\*)\n/g, brokenLine), {
    ...context,
    link: (href) => context.link(href, { place }),
    unprintedNote: () => tell("a note"),
    problem: (rule) => tell(rule === "prose/image" ? "a picture" : "a link without an address"),
  });
  const written = lent.replace(BACKSLASHED, "  ");
  if (hasMention(lent)) tell("a citation or a reference");
  else if ([...written.matchAll(/\[[^\n]*?(\]\(\s*<?\w+:)/g)].some(([, link = ""]) => wordsIn(children).includes(link)))
    tell("a link that leads nowhere safe");
  else if (htmlIn(words)) tell("HTML");
  return { value: text, text: plainText(children), children };
}

/** What is printed as it was typed. */
function wordsIn(nodes: readonly InlineNode[]): string {
  return nodes
    .map((node) => (node.type === "text" ? node.text : "children" in node ? wordsIn(node.children) : " "))
    .join("");
}
