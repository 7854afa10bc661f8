import type { Word } from "./tree.js";

export interface Token extends Word {
  kind: "name" | "number" | "text" | "sign";
  /** Whether a line ends between the token before and this one. */
  newLine: boolean;
}

/** Digits with or without a point and an exponent: `1800`, `.5`, `2.5e-3`. */
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const TEXT = /"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/y;
/** Of two characters, where they mean one thing; any other character is a sign of its own. */
const SIGN = /[=!<>]=|\.[*/^']|\?\?|\*\*|[\s\S]/uy;
const SPACE = /\s*/y;

/**
 * All tokens of a text, whatever they are: what a language has no use for is refused by who reads on, at its place.
 *
 * @param name what a name looks like, a sticky pattern
 */
export function tokensOf(text: string, name: RegExp): Token[] {
  const tokens: Token[] = [];
  const match = (pattern: RegExp, at: number): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? "";
  };
  for (let at = 0; ; ) {
    const space = match(SPACE, at);
    at += space.length;
    if (at >= text.length) return tokens;
    const newLine = /[\n\r\u2028\u2029]/.test(space);
    const kinds = [
      ["name", name],
      ["number", NUMBER],
      ["text", TEXT],
      ["sign", SIGN],
    ] as const;
    for (const [kind, pattern] of kinds) {
      const found = match(pattern, at);
      if (found === "") continue;
      tokens.push({ kind, text: found, start: at, end: at + found.length, newLine });
      at += found.length;
      break;
    }
  }
}
