import { createHash } from "node:crypto";
import type { ChapterNode, MemoTree } from "../../document/tree.js";
import { palette as house, type PaletteColor } from "../../figures/theme.js";
import { writeAppendix, writeNotes, writeReferences } from "./back-matter.js";
import { writeBlocks, writeHeading } from "./blocks.js";
import { paletteVariables } from "./colors.js";
import { writeContents } from "./contents.js";
import { type PageContext, pageContext } from "./context.js";
import { escapeAttribute, escapeText } from "./escape.js";
import { embeddedFonts } from "./fonts.js";
import { SCRIPT } from "./script.js";
import { pageStyle } from "./style.js";
import { writeTitle } from "./title.js";

export interface PageOptions {
  /** Chart colours, light as in the SVG and dark; the house palette unless given. */
  palette?: readonly PaletteColor[];
  /** `@font-face` rules for the characters of the text given; the memo's fonts unless given, "" for none. */
  fonts?: (text: string) => string;
}

/**
 * The memo as one self-contained page: no request, one style and one script element that its own security policy admits by
 * hash, readable with scripts off.
 * @throws Error for nodes it doesn't know, links that lead nowhere or elsewhere than the web, ids used twice
 */
export function writeHtml(tree: MemoTree, options: PageOptions = {}): string {
  const palette = paletteVariables(options.palette ?? house);
  const context = pageContext(tree, palette.variables);
  const body = writeBody(context);
  const style = `${(options.fonts ?? embeddedFonts)(body)}${pageStyle(palette)}`;
  const policy = [
    "default-src 'none'",
    `style-src '${hash(style)}'`,
    `script-src '${hash(SCRIPT)}'`,
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
    `<title>${escapeText(tree.title)}</title>`,
    ...(tree.description === undefined
      ? []
      : [`<meta name="description" content="${escapeAttribute(tree.description)}">`]),
    ...tree.authors.map((author) => `<meta name="author" content="${escapeAttribute(author)}">`),
    '<link rel="icon" href="data:,">',
    `<script>${SCRIPT}</script>`,
    `<style>${style}</style>`,
  ];
  return `<!DOCTYPE html>\n<html lang="${escapeAttribute(tree.language)}">\n<head>\n${head.join("\n")}\n</head>\n<body>\n${body}\n</body>\n</html>\n`;
}

function writeBody(context: PageContext): string {
  const { tree, ids } = context;
  const main = ids.of("memo", "text");
  // Before the notes, which link back to the places where chapters refer to them.
  const chapters = tree.chapters.map((chapter) => writeChapter(chapter, context));
  const parts = [...chapters, writeNotes(context), writeReferences(context), writeAppendix(context)];
  return `<a class="skip" href="#${main}" data-aid>Skip to the text</a>
${writeTitle(context)}
${writeContents(context)}
<main id="${main}">
${parts.filter((part) => part !== "").join("\n")}
</main>
<button class="theme" type="button" hidden data-aid>Dark colours</button>`;
}

function writeChapter(chapter: ChapterNode, context: PageContext): string {
  const id = chapter.id === chapter.heading.id ? "" : ` id="${escapeAttribute(chapter.id)}"`;
  return `<section class="chapter"${id} aria-labelledby="${escapeAttribute(chapter.heading.id)}">\n${writeHeading(chapter.heading, context)}\n${writeBlocks(chapter.children, context)}\n</section>`;
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text, "utf8").digest("base64")}`;
}
