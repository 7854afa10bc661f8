import { escapeText as escaped, codeSpan as spanOf } from "../render/markdown/escape.js";
import { JOINER, printable } from "../text/shown.js";

// What a review quotes was written by who asks for it to be read: labels, prose, ids. On a platform's page it may name no one, link nothing,
// and show nothing else than was written.

/** As Markdown that prints the text, names nobody and links no issue. */
export const escapeText = (text: string): string =>
  withoutEffect(escaped(printable(text)).replace(/!(?=\\\[)/g, "\\!"));

/** In a code span, where platforms look for nothing. */
export const codeSpan = (text: string): string => spanOf(printable(text));

const withoutEffect = (text: string): string =>
  text
    .replace(/@(?=[\p{L}\p{N}_{-])/gu, `@${JOINER}`)
    .replace(/#(?=\d)/g, `#${JOINER}`)
    .replace(/\b(GH|gh)-(?=\d)/g, `$1-${JOINER}`)
    .replace(ADDRESS, `$&${JOINER}`);

/** The beginning of an address that platforms link back from where it leads. */
const ADDRESS = /\/(?:issues|pull|discussions|commit)\/(?=[0-9a-f])/gi;

/** Where a fence stands that is one for certain: on a line of its own at the margin, with no line of text above it that it could belong to. */
const FENCE = /^(`{3,}|~{3,})\w*$/;

/**
 * Markdown of somebody else's run: no mention, link to an issue, image, tag but a fold's, or hidden text takes effect. Whether a sign stands in a code span
 * hangs on all that is around it, so signs lose their effect there too; only fenced code is left alone.
 */
export function harmless(markdown: string): string {
  let fence: string | undefined;
  let above = "";
  return printable(markdown.replaceAll("\r\n", "\n"))
    .replaceAll("<!--", "&lt;!--")
    .split("\n")
    .map((line) => {
      const isAlone = above.trim() === "";
      above = line;
      if (fence !== undefined) {
        const mark = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
        if (mark?.startsWith(fence)) {
          fence = undefined;
          above = "";
        }
        return withoutOrder(line);
      }
      fence = isAlone ? FENCE.exec(line)?.[1] : undefined;
      return fence === undefined ? withoutOrder(harmlessLine(line)) : line;
    })
    .join("\n");
}

/** GitLab takes a line that begins with a slash for an order, such as to merge, and does what it says in the name of who writes it; some fences too. */
const withoutOrder = (line: string): string => line.replace(/^\s*\/(?=[a-z])/i, `${JOINER}$&`);

const harmlessLine = (line: string): string =>
  line
    .replace(/&(?=#|\d|commat;|num;|lowbar;|sol;|excl;)/gi, `&${JOINER}`)
    .replace(/(?<![A-Za-z0-9])@(?=[A-Za-z0-9_{&])/g, `@${JOINER}`)
    .replace(/#(?=[\d&])/g, `#${JOINER}`)
    .replace(/\bGH-(?=[\d&])/gi, `$&${JOINER}`)
    .replace(ADDRESS, `$&${JOINER}`)
    .replace(/!(?=[[\d&])/g, `!${JOINER}`)
    .replace(/<(?=[a-z/])(?!\/?(?:details|summary)>)/gi, `<${JOINER}`);

/** The ends of folds that a text leaves open. */
export function foldsLeftOpen(markdown: string): string {
  const count = (tag: RegExp): number => markdown.match(tag)?.length ?? 0;
  return "\n</details>".repeat(Math.max(0, count(/^<details>/gm) - count(/^<\/details>/gm)));
}
