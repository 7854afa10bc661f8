import { append } from "../lists.js";
import type { TextToken } from "./snapshot.js";

/** The smallest piece of text that a change is told in. */
export interface Word {
  /** As printed. */
  text: string;
  /** White space that follows it. */
  space: string;
  /** A number as the author typed it, a value the engine quoted, or a reference, whose number says nothing. */
  kind: "word" | "number" | "quoted" | "reference";
  /** Two words with the same key are the same word, though they may read differently. */
  key: string;
  expression?: string;
}

const NUMBER =
  // An ISO date, or digits with what belongs to them: a sign that stands free, a currency, groups of thousands, a fraction, an exponent, a
  // scale. A number within a name (`H100`, `GPT-4`, `3D`) is part of the name.
  /\d{4}-\d{2}(?:-\d{2})?(?![\p{L}\p{N}])|(?:(?<![\p{L}\p{N}_)\]])[-−+])?[$€£¥]?\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?(?:[%×]|[kMBT](?![\p{L}\p{N}_]))?(?!\.?[\p{L}\p{N}_])/u;
const NAME = /[\p{L}\p{N}\p{M}_]+(?:['’\-‑.][\p{L}\p{N}\p{M}_]+)*/u;
const PIECES = new RegExp(`(${NUMBER.source})|${NAME.source}|[^\\s]`, "gu");

/** Text as words, with quoted values and references as words of their own. */
export function wordsOf(tokens: readonly TextToken[]): Word[] {
  const words: Word[] = [];
  for (const token of tokens) {
    if (typeof token === "string") append(words, typedWords(token, words.at(-1)));
    else if ("value" in token) {
      const { value, expression } = token;
      words.push({ text: value, space: "", kind: "quoted", key: `=${expression}`, expression });
    } else words.push({ text: token.text, space: "", kind: "reference", key: `@${token.reference}` });
  }
  return words;
}

function typedWords(text: string, before: Word | undefined): Word[] {
  const words: Word[] = [];
  let end = 0;
  const spaceBefore = (to: number): void => {
    const last = words.at(-1) ?? before;
    if (last && to > end) last.space += " ";
  };
  for (const match of text.matchAll(PIECES)) {
    spaceBefore(match.index);
    const [found, number] = match;
    words.push({ text: found, space: "", kind: number === undefined ? "word" : "number", key: found });
    end = match.index + found.length;
  }
  spaceBefore(text.length);
  return words;
}
