/**
 * A Typst string literal. Texts are only ever handed to Typst this way, never as markup, so nothing an author writes can
 * be read as code.
 */
export function literal(text: string): string {
  let out = '"';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === "\\") out += `\\${character}`;
    else if (character === "\n") out += "\\n";
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x200b && code <= 0x200f) || code === 0xfeff)
      out += `\\u{${code.toString(16)}}`;
    else out += character;
  }
  return `${out}"`;
}

/** A Typst array; a single item needs its comma. */
export function array(items: readonly string[]): string {
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
}
