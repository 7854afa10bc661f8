import { blanked, filledWith } from "../../text/spans.js";
/** Stands in a masked text for every character of a quoted value. */
export const QUOTED = "\uE010";
const VALUE = /\{\{(?![#/!^]|else\b)[\s\S]*?\}\}/g;

/**
 * A text of a memo with all that is no prose of its author blanked out, so that every offset stays: code, links' addresses, ids,
 * citations, references, what is quoted from others, templates. Of a quoted value its place stays (`QUOTED`); a list item begins with a
 * bar, as a cell does.
 */
export function maskMarkdown(text: string): string {
  return (
    text
      .replace(VALUE, (value) => filledWith(QUOTED, value))
      .replace(/\{\{[\s\S]*?\}\}/g, blanked)
      .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, blanked)
      .replace(/\uE000\d+\uE001/g, blanked)
      // Block quotations, paragraph by paragraph.
      .replace(/^[ \t]*>.*(?:\n(?![ \t]*\n).+)*/gm, blanked)
      .replace(/\{#[^{}\n]*\}/g, blanked)
      .replace(/\[\^[^\]\n]*\]:?/g, blanked)
      .replace(/\[@[^\]]*\]/g, blanked)
      .replace(/(?<![\w@/.\\])@[A-Za-z][\w:-]*/g, blanked)
      .replace(/(?<=\])\([^)\n]*\)/g, blanked)
      .replace(/<?\b(?:https?:\/\/|mailto:|www\.)[^\s<>]*>?/g, blanked)
      // Quotation marks within a paragraph.
      .replace(/\u201c[^\u201d]*?\u201d|"(?:[^"\n]|\n(?!\s*\n))*"/g, blanked)
      .replace(
        /^([ \t]*)([-*+]|\d+[.)])(?=\s)/gm,
        (_, indent: string, mark: string) => indent + "|".padEnd(mark.length),
      )
      .replace(/^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/gm, blanked)
  );
}

/** Stretches of a text, from and to, inside a section that holds on a condition: `{{#claim}}`, `{{#if}}` or `{{#unless}}`. */
export function conditionalStretches(text: string): [number, number][] {
  const stretches: [number, number][] = [];
  const open: { name: string; at: number }[] = [];
  for (const match of text.matchAll(/\{\{~?([#/])\s*(\w+)[\s\S]*?\}\}/g)) {
    const [whole, mark, name = ""] = match;
    if (mark === "#") open.push({ name, at: match.index + whole.length });
    else {
      const from = open.pop();
      if (from && from.name === name && /^(claim|if|unless)$/.test(name)) stretches.push([from.at, match.index]);
    }
  }
  return stretches;
}
