import { lendCodeOfLine } from "../../chapters/verbatim.js";
import { unprintable } from "../../characters.js";
import type { Diagnostic, Place } from "../../diagnostic.js";
import { type ChapterMarkdown, type MarkdownContext, textOf } from "../markdown.js";
import type { InlineNode, TableCell } from "../tree.js";

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
  const plain = { value: text, text };
  // Private-use characters are marks of the engine, and are told where all texts are looked through.
  if (unprintable(text)) return plain;
  const tell = (what: string): void =>
    report({
      rule: "prose/cell",
      severity: "error",
      message: `a Markdown cell of table \`${name}\` holds ${what}: ${JSON.stringify(shorten(text))}`,
      expected: EXPECTED,
      hint: "a backslash before a sign prints it; without `markdown: true` the column is printed letter for letter",
      place,
    });
  const children = markdown.cell(lendCodeOfLine(text.replaceAll("\n", "  \n")), {
    ...context,
    link: (href) => context.link(href, { place }),
    unprintedNote: () => tell("a note"),
    problem: (rule) => tell(rule === "prose/image" ? "a picture" : "a link without an address"),
  });
  const words = wordsIn(children);
  if (/\[[^\]]*?-?@[\w:-]+[^\]]*\]|(?<!\S)@(?:fig|tbl|sec|eq)-\w/.test(words)) tell("a citation or a reference");
  else if (/\]\(\s*<?\w+:/.test(words)) tell("a link that leads nowhere safe");
  else if (/<\/?[a-z][^<>]*>/i.test(words)) tell("HTML");
  return { value: text, text: textOf(children), children };
}

/** What is printed as it was typed. */
function wordsIn(nodes: readonly InlineNode[]): string {
  return nodes
    .map((node) => (node.type === "text" ? node.text : "children" in node ? wordsIn(node.children) : " "))
    .join("");
}

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
