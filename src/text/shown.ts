import { ANY_UNPRINTABLE } from "../characters.js";

// What is shown may quote a stranger: a message thrown in a block, a key, the name of a file or branch. On a terminal, in the log of a workflow and on a
// line of its own it is text and nothing else.

/** Stands where a character can't be shown: control characters, and those that turn the direction of what follows. */
const REPLACEMENT = "\uFFFD";
/** Is not seen, and keeps the signs on both sides of it from meaning something together. */
export const JOINER = "\u2060";

const UNPRINTABLE = new RegExp(ANY_UNPRINTABLE.source, "gu");
/** Besides: marks of direction, signs of interlinear notes, letters that are never seen, and ends of lines that only some programs know. */
const UNSEEN = /[\u061c\u200e\u200f\u180e\ufff9-\ufffb\u{e0000}-\u{e0fff}]|\r(?!\n)/gu;

/** A text without characters that no program shows, or that show others otherwise. Line ends and tabs stay. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, REPLACEMENT);

/** A text that a terminal shows and never acts on. Each character that is replaced leaves as many units as it had, so that columns stay true. */
export const onTerminal = (text: string): string =>
  ANY_UNPRINTABLE.test(text) || /[^\n\t\x20-\x7e]/.test(text)
    ? text
        .replace(UNPRINTABLE, (character) => REPLACEMENT.repeat(character.length))
        .replace(UNSEEN, (character) => REPLACEMENT.repeat(character.length))
    : text;

/** The same on one line. */
export const onOneLine = (text: string): string => onTerminal(text.replace(/\r\n?|\n/g, " ").replaceAll("\t", " "));

/**
 * Lines of which none is a command to the program that keeps a workflow's log: those of GitHub (`::error::` where a line begins, `##[error]`
 * anywhere in it) and of Azure (`##vso[…]`).
 */
export const withoutCommands = (text: string): string =>
  text.replace(/^([^\S\n]*):(?=:)/gm, `$1:${JOINER}`).replace(/#(?=#(?:\[|vso\[))/gi, `#${JOINER}`);

/** Data (Maps as objects) as JSON for whatever reads standard output: the same data, in signs that neither a terminal nor a workflow's log acts on. */
export const asJson = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value), 2)
    .replace(UNPRINTABLE, escaped)
    .replace(UNSEEN, escaped)
    .replace(/#(?=#(?:\[|vso\[))/gi, escaped);

const escaped = (characters: string): string =>
  Array.from({ length: characters.length }, (_, at) => {
    const code = characters.charCodeAt(at).toString(16).padStart(4, "0");
    return `\\u${code}`;
  }).join("");

/** A text of at most so many letters; of a longer one the last is an ellipsis. A letter that is written as two is not cut in half. */
export function shortened(text: string, longest = 40): string {
  if (text.length <= longest) return text;
  const half = /[\ud800-\udbff]/.test(text[longest - 2] ?? "");
  return `${text.slice(0, longest - (half ? 2 : 1))}…`;
}
