/** `{#id .class key=value}` as Markdown of other programs has it. */
export interface Attributes {
  /** With the offset of its `#` in the text. */
  id?: { text: string; at: number };
  unnumbered: boolean;
  /** What else stands in the braces, each with its offset in the text. */
  unknown: readonly { text: string; at: number }[];
}

/** Braces at the end of a text; the blanks before them belong to neither. Not those of a quoted value. */
const AT_END = /[ \t]*(?<![{\\])\{([^{}\n]*)\}$/;

/** Braces that hold attributes and no words: they begin with `#id`, `.class` or `key=value`, or hold a dash. */
const ATTRIBUTES = /^\s*:?\s*(?:[#.][^\s\d.]|#$|[A-Za-z][\w-]*=\S|-\s*(?:$|[#.]))/;

/** Whether what stands in braces is attributes. */
export const isAttributes = (inside: string): boolean => ATTRIBUTES.test(inside);

/** Takes the attributes off the end of a text; braces that hold words stay. */
export function takeAttributes(text: string): { rest: string; attributes?: Attributes } {
  const match = AT_END.exec(text);
  const inside = match?.[1] ?? "";
  if (!match || !isAttributes(inside)) return { rest: text };
  const start = match.index + match[0].indexOf("{") + 1;
  let id: Attributes["id"];
  let unnumbered = false;
  const unknown: { text: string; at: number }[] = [];
  for (const { 0: word, index } of inside.matchAll(/[\w:-]+=(?:"[^"]*"|'[^']*'|\S*)|\S+/g)) {
    if (word === "-" || word === ".unnumbered") unnumbered = true;
    else if (id === undefined && /^#[^#."'=<>&]+$/.test(word)) id = { text: word.slice(1), at: start + index };
    else unknown.push({ text: word, at: start + index });
  }
  return { rest: text.slice(0, match.index), attributes: { id, unnumbered, unknown } };
}
