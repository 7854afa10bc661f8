import type { InlineNode } from "../../document/tree.js";
import { counted } from "../../text/counts.js";
import { authorLine, basisText, longDate } from "../text.js";
import type { PageContext } from "./context.js";
import { escapeAttribute, escapeText } from "./escape.js";
import { writeInline } from "./inline.js";
import { writePicture } from "./picture.js";

/** When it was read last, and whether all of it was. */
function readText({ on, toRead }: NonNullable<PageContext["tree"]["reading"]>): string {
  const left = toRead === 0 ? "" : `; ${counted(toRead, "passage")} to be read`;
  return `${on === undefined ? "Not read yet" : `Last read on ${longDate(on)}`}${left}`;
}

/** The title block: what it is, who wrote it, as of when, on which assumptions. */
export function writeTitle(context: PageContext): string {
  const { tree } = context;
  const line = (name: string, text: readonly InlineNode[]): string =>
    `<p class="${name}">${writeInline(text, context)}</p>`;
  return `<header class="title">
${[
  ...(tree.logo === undefined ? [] : [writePicture(tree.logo, tree.logo.alt, "logo")]),
  `<h1>${writeInline(tree.title, context)}</h1>`,
  ...(tree.subtitle === undefined ? [] : [line("subtitle", tree.subtitle)]),
  ...(tree.authors.length === 0 ? [] : [line("authors", authorLine(tree))]),
  `<p class="date"><time datetime="${escapeAttribute(tree.date)}">${escapeText(longDate(tree.date))}</time></p>`,
  ...(tree.reading === undefined ? [] : [`<p class="read">${escapeText(readText(tree.reading))}</p>`]),
  `<p class="basis">${escapeText(basisText(tree))}</p>`,
  ...(tree.notice === undefined ? [] : [line("notice", tree.notice)]),
].join("\n")}
</header>`;
}
