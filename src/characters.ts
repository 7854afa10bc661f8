/** Kinds of characters that no output holds: nothing draws them, or they draw everything around them otherwise than it is read. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  ["\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f", "a control character"],
  ["\\u202a-\\u202e\\u2066-\\u2069", "a character that turns the direction of writing"],
  ["\\u2028\\u2029", "a line end that most programs don't know"],
  ["\\ufeff", "a byte-order mark inside a text"],
  ["\\ue000-\\uf8ff\\u{f0000}-\\u{10ffff}", "a private-use character"],
  ["\\ud800-\\udfff", "half of a character"],
  ["\\ufdd0-\\ufdef\\ufffe\\uffff", "a code that is no character"],
].map(([range, name]) => [new RegExp(`[${range}]`, "u"), name ?? ""] as const);

/** Any of them. */
export const ANY_UNPRINTABLE = new RegExp(KINDS.map(([pattern]) => pattern.source).join("|"), "u");

/** The first character of a text that can't be printed: its UTF-16 offset, and what it is, "a control character (U+0007)". */
export function unprintable(text: string): { index: number; what: string; length: number } | undefined {
  const match = ANY_UNPRINTABLE.exec(text);
  if (!match) return undefined;
  const [character] = match;
  const name = KINDS.find(([pattern]) => pattern.test(character))?.[1] ?? "a character";
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return { index: match.index, what: `${name} (U+${code})`, length: character.length };
}

/** What is expected in place of one. */
export const PRINTABLE = "characters that every program prints";
