import { basisText, longDate } from "../text.js";
import type { PageContext } from "./context.js";
import { escapeAttribute, escapeText } from "./escape.js";

/** The title block: what it is, who wrote it, as of when, on which assumptions. */
export function writeTitle({ tree }: PageContext): string {
  const line = (name: string, text: string): string => `<p class="${name}">${escapeText(text)}</p>`;
  return `<header class="title">
${[
  `<h1>${escapeText(tree.title)}</h1>`,
  ...(tree.subtitle === undefined ? [] : [line("subtitle", tree.subtitle)]),
  ...(tree.authors.length === 0 ? [] : [line("authors", tree.authors.join(", "))]),
  `<p class="date"><time datetime="${escapeAttribute(tree.date)}">${escapeText(longDate(tree.date))}</time></p>`,
  line("basis", basisText(tree)),
  ...(tree.notice === undefined ? [] : [line("notice", tree.notice)]),
].join("\n")}
</header>`;
}
