/** A stretch of a formula's text. */
export interface Token {
  text: string;
  start: number;
  end: number;
}

/**
 * The identifiers, numbers and quoted keys of a formula in the order written. mathjs keeps no positions in its tree, but its nodes,
 * walked from left to right, name them in the same order.
 */
export function tokensOf(text: string): { names: Token[]; numbers: Token[] } {
  const names: Token[] = [];
  const numbers: Token[] = [];
  const pattern = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\p{L}_$][\p{L}\p{N}_$]*|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/gu;
  for (const match of text.matchAll(pattern)) {
    const token = { text: match[0], start: match.index, end: match.index + match[0].length };
    if (/^[\d.]/.test(token.text)) numbers.push(token);
    else names.push(token);
  }
  return { names, numbers };
}

/**
 * The text with comments (`#` to the end of the line) turned into blanks, same length. mathjs would take a comment line before the
 * expression for an expression of its own.
 */
export function blankComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g, (found) =>
    found.startsWith("#") ? " ".repeat(found.length) : found,
  );
}
