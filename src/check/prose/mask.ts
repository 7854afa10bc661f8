/** Stands in a masked text for every character of a quoted value. */
export const QUOTED = "\uE010";
const VALUE = /\{\{(?![#/!^]|else\b)[\s\S]*?\}\}/g;

/**
 * A text of a memo with all that is no prose of its author blanked out, so that every offset stays: code, links' addresses, ids,
 * citations, references, what is quoted from others, templates. Of a quoted value its place stays (`QUOTED`); a list item begins with a
 * bar, as a cell does.
 */
export function maskMarkdown(text: string): string {
  const blank = (s: string): string => s.replace(/[^\n]/g, " ");
  return (
    text
      .replace(VALUE, (s) => s.replace(/[^\n]/g, QUOTED))
      .replace(/\{\{[\s\S]*?\}\}/g, blank)
      .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, blank)
      .replace(/\uE000\d+\uE001/g, blank)
      // Block quotations, paragraph by paragraph.
      .replace(/^[ \t]*>.*(?:\n(?![ \t]*\n).+)*/gm, blank)
      .replace(/\{#[^{}\n]*\}/g, blank)
      .replace(/\[\^[^\]\n]*\]:?/g, blank)
      .replace(/\[@[^\]]*\]/g, blank)
      .replace(/(?<![\w@/.\\])@[A-Za-z][\w:-]*/g, blank)
      .replace(/(?<=\])\([^)\n]*\)/g, blank)
      .replace(/<?\b(?:https?:\/\/|mailto:|www\.)[^\s<>]*>?/g, blank)
      // Quotation marks within a paragraph.
      .replace(/\u201c[^\u201d]*?\u201d|"(?:[^"\n]|\n(?!\s*\n))*"/g, blank)
      .replace(
        /^([ \t]*)([-*+]|\d+[.)])(?=\s)/gm,
        (_, indent: string, mark: string) => indent + "|".padEnd(mark.length),
      )
      .replace(/^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/gm, blank)
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
