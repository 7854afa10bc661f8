import type { ChapterNode } from "../../document/tree.js";
import { receiptText } from "../text.js";
import { writeAppendix, writeNotes, writeReferences } from "./back-matter.js";
import { writeHeading, writeSections } from "./blocks.js";
import { writeContents } from "./contents.js";
import type { PageContext } from "./context.js";
import { escapeAttribute, escapeText, textIn } from "./escape.js";
import { writeAgain } from "./kept/chapters.js";
import { writeTitle } from "./title.js";
import { writeTools } from "./tools.js";
import { writeValues } from "./values.js";

/** A section of `<main>`: a chapter and the register in their elements, or another piece of the back matter as a whole. */
export interface PageSection {
  id: string;
  /** Opening tag of one in its elements, all of another section. */
  open: string;
  /** Its heading and what stands below it. */
  children?: readonly string[];
}

/** What stands in the body. */
export interface Body {
  /** Skip link, title block, contents. */
  lead: readonly string[];
  /** Opening tag of `<main>`. */
  open: string;
  sections: readonly PageSection[];
  /** What follows `<main>`. */
  tail: string;
}

/**
 * The memo as the elements of a body.
 * @param pdf the PDF's file beside the page, if there is one
 * @throws Error for nodes it doesn't know and links that lead nowhere
 */
export function writeBody(context: PageContext, pdf?: string): Body {
  const { tree, ids } = context;
  const main = ids.of("memo", "text");
  // Before the notes, which link back to the places where chapters refer to them.
  const chapters = tree.chapters.map((chapter) => writeAgain(chapter, context, writeChapter));
  const backMatter: PageSection[] = [
    { id: "memo-footnotes", open: writeNotes(context) },
    { id: "memo-references", open: writeReferences(context) },
    inElements({ id: "memo-appendix", open: writeAppendix(context) }),
    // Behind all that quotes a value.
    { id: "memo-values", open: writeValues(context) },
  ].filter(({ open }) => open !== "");
  return {
    lead: [
      `<a class="skip" href="#${main}" data-aid>Skip to the text</a>`,
      writeTitle(context),
      writeContents(context),
    ],
    open: `<main id="${main}">`,
    sections: [...chapters, ...backMatter],
    tail: `${writeReceipt(context)}${writeTools(context, pdf)}`,
  };
}

/** The register as its headings and tables, each of which begins a line. */
function inElements({ id, open: written }: PageSection): PageSection {
  const [open = "", ...children] = written
    .replace(/\n<\/section>$/, "")
    .split(/\n(?=<h[23] id=|<p class="basis">|<section class="scroll register")/);
  return children.length === 0 ? { id, open } : { id, open, children };
}

/** What the memo was made from and by, at its end. */
function writeReceipt({ tree }: PageContext): string {
  const text = receiptText(tree);
  return text === undefined ? "" : `<footer class="receipt"><p>${escapeText(text)}</p></footer>\n`;
}

/** The whole body as text; `written` are its sections where they are texts already. */
export function bodyText({ lead, open, sections, tail }: Body, written = sections.map(writeSection)): string {
  return `${lead.join("\n")}\n${open}\n${written.join("\n")}\n</main>\n${tail}`;
}

/** The text of `<main>` as a browser that runs scripts has it before any of them changed it: there, what is for others is a text as it is written. */
export function mainText(open: string, written: readonly string[]): string {
  return textIn(`${open}\n${written.join("\n")}\n`);
}

/** One section of the page as text. */
export function writeSection({ open, children }: PageSection): string {
  if (!children) return open;
  const [heading, ...blocks] = children;
  return `${open}\n${heading}\n${blocks.join("\n")}\n</section>`;
}

function writeChapter(chapter: ChapterNode, context: PageContext): PageSection {
  const id = chapter.id === chapter.heading.id ? "" : ` id="${escapeAttribute(chapter.id)}"`;
  return {
    id: chapter.id,
    open: `<section class="chapter"${id} aria-labelledby="${escapeAttribute(chapter.heading.id)}">`,
    children: [writeHeading(chapter.heading, context), ...writeSections(chapter.children, context)],
  };
}
