import { ANY_UNPRINTABLE } from "../characters.js";
import { escapeText as escaped, codeSpan as spanOf } from "../render/markdown/escape.js";

// What a review quotes was written by who asks for it to be read: labels, prose, ids. On a platform's page it may name no one, link nothing,
// and show nothing else than was written.

/** Stands where a character can't be shown: control characters, and those that turn the direction of what follows. */
const REPLACEMENT = "\uFFFD";
/** Keeps the look of a mention or number and takes its effect. */
const JOINER = "\u2060";

/** A text without characters that no program shows, or that show others otherwise. Line ends and tabs stay. */
export const printable = (text: string): string => text.replace(new RegExp(ANY_UNPRINTABLE.source, "gu"), REPLACEMENT);

/** As Markdown that prints the text, names nobody and links no issue. */
export const escapeText = (text: string): string =>
  withoutEffect(escaped(printable(text)).replace(/!(?=\\\[)/g, "\\!"));

/** In a code span, where platforms look for nothing. */
export const codeSpan = (text: string): string => spanOf(printable(text));

const withoutEffect = (text: string): string =>
  text
    .replace(/@(?=[\p{L}\p{N}_-])/gu, `@${JOINER}`)
    .replace(/#(?=\d)/g, `#${JOINER}`)
    .replace(/\b(GH|gh)-(?=\d)/g, `$1-${JOINER}`);

/** Markdown of somebody else's run: no mention, image, tag but a fold's, or hidden text takes effect. Fenced code is left alone. */
export function harmless(markdown: string): string {
  let fence: string | undefined;
  return printable(markdown.replaceAll("\r\n", "\n"))
    .replaceAll("<!--", "&lt;!--")
    .split("\n")
    .map((line) => {
      const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
      if (fence !== undefined) {
        if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
        return line;
      }
      if (mark) fence = mark;
      return mark ? line : harmlessLine(line);
    })
    .join("\n");
}

function harmlessLine(line: string): string {
  const named = line
    .replace(/(?<!\\)&(?=#\d+;|#x[0-9a-f]+;|commat;|num;)/gi, "&amp;")
    .replace(/(^|[^A-Za-z0-9`])@(?=[A-Za-z0-9])/g, `$1@${JOINER}`);
  if (named.includes("`")) return named;
  return named.replace(/(?<!\\)!\[/g, "\\![").replace(/(?<!\\)<(?=[a-z/])(?!\/?(?:details|summary)>)/gi, "&lt;");
}

/** The ends of folds that a text leaves open. */
export function foldsLeftOpen(markdown: string): string {
  const count = (tag: RegExp): number => markdown.match(tag)?.length ?? 0;
  return "\n</details>".repeat(Math.max(0, count(/^<details>/gm) - count(/^<\/details>/gm)));
}
