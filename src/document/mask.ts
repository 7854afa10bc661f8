import MarkdownIt from "markdown-it";
import { mustacheEnd } from "../chapters/mustache.js";
import { structureOf } from "../chapters/structure.js";
import { blanked, filledWith, replaceSpans } from "../text/spans.js";

/** Only block structure matters here; deeper than any list that can be printed, so that what is too deep is seen. */
export const scanner = new MarkdownIt({ html: false, maxNesting: 1000 });

/**
 * A template's text, each offset kept, without what is no Markdown of its author's: tags of sections and comments are blank, quoted values
 * are zeros (as a number stands there), code spans are blank, and so are the marks of blocks and code.
 *
 * @param inline whether the text is a line of prose, without blocks
 */
export function maskCode(text: string, inline: boolean): string {
  const tags: [number, number, string][] = [];
  for (let at = text.indexOf("{{"); at !== -1; at = text.indexOf("{{", at)) {
    const end = mustacheEnd(text, at) ?? at + 2;
    const tag = text.slice(at, end);
    tags.push([at, end, /^\{\{~?\s*(?:[#/^!]|else\b)/.test(tag) ? blanked(tag) : filledWith("0", tag)]);
    at = end;
  }
  const { spans, math } = structureOf(text, inline);
  const code = [...spans, ...math.map(({ from, to }) => [from, to] as const)]
    .map(([from, to]) => [from, to, blanked(text.slice(from, to))] as const)
    .sort(([a], [b]) => a - b);
  return replaceSpans(replaceSpans(text, tags), code).replace(/\uE000\d+\uE001|\uE002|[\uE100-\uE183]/g, blanked);
}
