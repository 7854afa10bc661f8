import { replaceSpans } from "../text/spans.js";
import { lendMath, restoreMath } from "./mathematics.js";
import { type Stretch, type Structure, structureOf } from "./structure.js";

/**
 * Characters that mean something to the templates, and what stands for them in code until the Markdown is read: as wide as they are,
 * so that every position stays.
 */
const LENT: Readonly<Record<string, string>> = {
  "{": "\uE040",
  "@": "\uE041",
  "[": "\uE042",
  "\\": "\uE043",
  "]": "\uE044",
};
const GIVEN = new Map(Object.entries(LENT).map(([character, lent]) => [lent, character]));

/** A text whose code spans and mathematics no template reads. */
export function lendSpans(text: string, { spans, math }: Pick<Structure, "spans" | "math">): string {
  return lendMath(lendCode(text, spans), math);
}

/** A backslash before a bar keeps it in its cell, in code too. */
const TO_LEND = /[{@[\]]|\\(?!\|)/g;

function lendCode(text: string, spans: readonly Stretch[]): string {
  const lent = spans.map(
    ([from, to]) => [from, to, text.slice(from, to).replace(TO_LEND, (c) => LENT[c] ?? c)] as const,
  );
  return replaceSpans(
    text,
    lent.sort(([a], [b]) => a - b),
  );
}

/** The same for a line of prose without blocks, such as a caption. */
export function lendCodeOfLine(text: string): string {
  return /[`$]/.test(text) ? lendSpans(text, structureOf(text, true)) : text;
}

/** What was written, again. */
export function restoreCode(text: string): string {
  return restoreMath(text).replace(/[\uE040-\uE044]/g, (c) => GIVEN.get(c) ?? c);
}
