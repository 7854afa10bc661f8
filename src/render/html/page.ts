import { createHash } from "node:crypto";
import type { ChapterNode, MemoTree } from "../../document/tree.js";
import { palette as house, type PaletteColor } from "../../figures/theme.js";
import { plainFront } from "../text.js";
import { writeAppendix, writeNotes, writeReferences } from "./back-matter.js";
import { writeBlock, writeHeading } from "./blocks.js";
import { paletteVariables } from "./colors.js";
import { writeContents } from "./contents.js";
import { type PageContext, pageContext } from "./context.js";
import { escapeAttribute, escapeText } from "./escape.js";
import { embeddedFonts } from "./fonts.js";
import { SCRIPT } from "./script.js";
import { pageStyle } from "./style.js";
import { writeTitle } from "./title.js";
import { usedStyle } from "./used-style.js";

export interface PageOptions {
  /** Chart colours, light as in the SVG and dark; the house palette unless given. */
  palette?: readonly PaletteColor[];
  /** `@font-face` rules for the characters of the text given; the memo's fonts unless given, "" for none. */
  fonts?: (text: string) => string;
}

/** The page in the pieces that can be shown anew on their own; each text is one element. */
export interface PageParts {
  language: string;
  title: string;
  /** `<meta>` elements about the memo. */
  about: readonly string[];
  style: string;
  /** Skip link, title block, contents. */
  lead: readonly string[];
  /** Opening tag of `<main>`. */
  open: string;
  sections: readonly PageSection[];
  /** What follows `<main>`. */
  tail: string;
}

/** A section of `<main>`: a chapter in its elements, or a piece of the back matter as a whole. */
export interface PageSection {
  id: string;
  /** Opening tag of a chapter, all of another section. */
  open: string;
  /** Heading and blocks of a chapter. */
  children?: readonly string[];
}

/** What a page has besides the memo, such as what a preview needs. */
export interface PageExtras {
  /** An element before all others but the link that skips to the text. */
  bar?: string;
  script: string;
  style: string;
  /** Further elements of the head. */
  head: readonly string[];
  /** Whether the script may ask its own server. */
  connects: boolean;
}

/**
 * The memo as one self-contained page: no request, one style and one script element that its own security policy admits by
 * hash, readable with scripts off.
 * @throws Error for nodes it doesn't know, links that lead nowhere or elsewhere than the web, ids used twice
 */
export function writeHtml(tree: MemoTree, options: PageOptions = {}): string {
  return joinPage(writeParts(tree, options));
}

/** The page's parts. @throws Error as `writeHtml` does */
export function writeParts(tree: MemoTree, options: PageOptions = {}): PageParts {
  const palette = paletteVariables(options.palette ?? house);
  const context = pageContext(tree, palette.variables);
  const body = writeBody(context);
  const text = bodyText(body);
  const { title, authors } = plainFront(tree);
  return {
    language: tree.language,
    title,
    about: [
      ...(tree.description === undefined
        ? []
        : [`<meta name="description" content="${escapeAttribute(tree.description)}">`]),
      ...authors.map((author) => `<meta name="author" content="${escapeAttribute(author)}">`),
      // What it was made by and from, for `memo verify`.
      ...(tree.origin === undefined
        ? []
        : [
            `<meta name="generator" content="memo ${escapeAttribute(tree.origin.engine)}">`,
            `<meta name="memo-inputs" content="${escapeAttribute(tree.origin.inputs)}">`,
          ]),
    ],
    style: `${(options.fonts ?? embeddedFonts)(text)}${pageStyle(palette)}${usedStyle(text)}`,
    ...body,
  };
}

/** The whole page from its parts. */
export function joinPage(parts: PageParts, extras?: PageExtras): string {
  const scripts = extras ? [SCRIPT, extras.script] : [SCRIPT];
  const styles = extras ? [parts.style, extras.style] : [parts.style];
  const hashes = (texts: readonly string[]): string => texts.map((text) => `'${hash(text)}'`).join(" ");
  const policy = [
    "default-src 'none'",
    `style-src ${hashes(styles)}`,
    `script-src ${hashes(scripts)}`,
    ...(extras?.connects ? ["connect-src 'self'"] : []),
    "font-src data:",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeText(parts.title)}</title>`,
    ...parts.about,
    ...(extras?.head ?? []),
    '<link rel="icon" href="data:,">',
    ...scripts.map((script) => `<script>${script}</script>`),
    ...styles.map((style) => `<style>${style}</style>`),
  ];
  return `<!DOCTYPE html>\n<html lang="${escapeAttribute(parts.language)}">\n<head>\n${head.join("\n")}\n</head>\n<body>\n${bodyText(extras?.bar === undefined ? parts : withBar(parts, extras.bar))}\n</body>\n</html>\n`;
}

function withBar(parts: PageParts, bar: string): PageParts {
  const [skip = "", ...rest] = parts.lead;
  return { ...parts, lead: [skip, bar, ...rest] };
}

type Body = Pick<PageParts, "lead" | "open" | "sections" | "tail">;

function writeBody(context: PageContext): Body {
  const { tree, ids } = context;
  const main = ids.of("memo", "text");
  // Before the notes, which link back to the places where chapters refer to them.
  const chapters = tree.chapters.map((chapter) => writeChapter(chapter, context));
  const backMatter = [
    { id: "memo-footnotes", open: writeNotes(context) },
    { id: "memo-references", open: writeReferences(context) },
    { id: "memo-appendix", open: writeAppendix(context) },
  ].filter(({ open }) => open !== "");
  return {
    lead: [
      `<a class="skip" href="#${main}" data-aid>Skip to the text</a>`,
      writeTitle(context),
      writeContents(context),
    ],
    open: `<main id="${main}">`,
    sections: [...chapters, ...backMatter],
    tail: '<button class="theme" type="button" hidden data-aid>Dark colours</button>',
  };
}

function bodyText({ lead, open, sections, tail }: Body): string {
  return `${lead.join("\n")}\n${open}\n${sections.map(writeSection).join("\n")}\n</main>\n${tail}`;
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
    children: [writeHeading(chapter.heading, context), ...chapter.children.map((node) => writeBlock(node, context))],
  };
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text, "utf8").digest("base64")}`;
}
