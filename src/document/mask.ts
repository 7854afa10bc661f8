import MarkdownIt from "markdown-it";
import { mustacheEnd } from "../chapters/mustache.js";
import { structureOf } from "../chapters/structure.js";

/** Only block structure matters here; deeper than any list that can be printed, so that what is too deep is seen. */
export const scanner = new MarkdownIt({ html: false, maxNesting: 1000 });

const blank = (text: string): string => text.replace(/[^\n]/g, " ");

/**
 * A template's text, each offset kept, without what is no Markdown of its author's: tags of sections and comments are blank, quoted values
 * are zeros (as a number stands there), code spans are blank, and so are the marks of blocks and code.
 *
 * @param inline whether the text is a line of prose, without blocks
 */
export function maskCode(text: string, inline: boolean): string {
  let masked = text;
  const cover = (from: number, to: number, by: (piece: string) => string): void => {
    masked = masked.slice(0, from) + by(text.slice(from, to)) + masked.slice(to);
  };
  for (let at = text.indexOf("{{"); at !== -1; at = text.indexOf("{{", at)) {
    const end = mustacheEnd(text, at) ?? at + 2;
    const tag = /^\{\{~?\s*(?:[#/^!]|else\b)/.test(text.slice(at, at + 40));
    cover(at, end, tag ? blank : (piece) => piece.replace(/[^\n]/g, "0"));
    at = end;
  }
  for (const [from, to] of structureOf(text, inline).spans) cover(from, to, blank);
  return masked.replace(/\uE000\d+\uE001|\uE002/g, blank);
}
