import { didYouMean } from "../../diagnostic.js";
import { DATE_STYLES, type DateStyle } from "../../keys/calendar.js";
import { type FormatSpec, MOST_DIGITS } from "./format.js";

export const STYLES = ["number", "percent", "times", "dollars", "unit", "date", "text"] as const;
export const SCALES = ["k", "M", "B", "T", "auto"] as const;

/**
 * Reads a declared format: `"<style> [digits|<n>sf] [signed] [words]"`, for example `number 2`, `number 3sf`, `percent 0`,
 * `times 1`, `dollars 1 B`, `unit 0 GW`, `unit 1 MW from GW`, `date`, `date short`, `text`. Never throws.
 */
export function parseFormat(text: string): FormatSpec | { error: string; hint?: string } {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const style = words.shift();
  if (style === undefined) return { error: "the format is empty", hint: 'write for example "number 1"' };
  if (style === "range")
    return {
      error: "`range` is no format of one value",
      hint: 'name the style of the two ends, and quote them with `range low high style="times"`',
    };
  if (!isOneOf(STYLES, style))
    return { error: `unknown format style \`${style}\``, hint: didYouMean(style, STYLES) ?? `styles: ${list(STYLES)}` };
  const spec: FormatSpec = { style };
  const takesDigits = style !== "date" && style !== "text";
  if (takesDigits && words[0] !== undefined && /^\d/.test(words[0])) {
    const word = words.shift() ?? "";
    const match = /^(\d+)(sf)?$/.exec(word);
    const count = Number(match?.[1]);
    if (!match || count > MOST_DIGITS || (match[2] && count < 1))
      return { error: `\`${word}\` is no number of digits`, hint: `0 to ${MOST_DIGITS}, or 1sf to ${MOST_DIGITS}sf` };
    if (match[2]) spec.significant = count;
    else spec.digits = count;
  }
  if (takesDigits && words[0] === "signed") {
    spec.sign = true;
    words.shift();
  }
  if (style === "dollars" && words[0] !== undefined) {
    const word = words.shift() ?? "";
    if (!isOneOf(SCALES, word))
      return {
        error: `unknown scale of dollars \`${word}\``,
        hint: didYouMean(word, SCALES) ?? `one of ${list(SCALES)}`,
      };
    spec.scale = word;
  }
  if (style === "unit") {
    const from = words.indexOf("from");
    const to = words.splice(0, from === -1 ? words.length : from).join(" ");
    const source = words.splice(0).slice(1).join(" ");
    const late = [to, source].flatMap((unit) => (/^1(?:\s*[/*]|$)/.test(unit) ? [] : unit.split(" ").filter(isEarly)));
    if (late.length > 0) return { error: `\`${late.join(" ")}\` stands behind the unit`, hint: inOrder(text) };
    if (from !== -1 && source === "") return { error: "no unit follows `from`", hint: '"unit 0 MW from GW"' };
    if (to) spec.to = to;
    if (source) spec.from = source;
  }
  if (style === "date" && isOneOf(DATE_STYLES, words[0] ?? "")) spec.date = words.shift() as DateStyle;
  if (words.length > 0)
    return {
      error: `\`${words.join(" ")}\` means nothing after \`${style}\``,
      hint: takesDigits
        ? words.some(isEarly)
          ? inOrder(text)
          : `digits come right after the style: "${style} 1"`
        : style === "date"
          ? (didYouMean(words.join(" "), DATE_STYLES) ?? `\`date\` alone, or with one of ${list(DATE_STYLES)}`)
          : `\`${style}\` takes nothing more`,
    };
  return spec;
}

/** Whether a word of a format stands right after its style: digits, or the sign. */
const isEarly = (word: string): boolean => word === "signed" || /^\d+(sf)?$/.test(word);

/** The words of a format in the order in which they are read, as a hint. */
function inOrder(text: string): string {
  const [style, ...words] = text.trim().split(/\s+/);
  const digits = words.filter((word) => isEarly(word) && word !== "signed").slice(0, 1);
  const sign = words.includes("signed") ? ["signed"] : [];
  const rest = words.filter((word) => !isEarly(word));
  return `digits, then the sign, then the rest: "${[style, ...digits, ...sign, ...rest].join(" ")}"`;
}

const list = (words: readonly string[]): string => words.map((w) => `\`${w}\``).join(", ");

function isOneOf<T extends string>(words: readonly T[], word: string): word is T {
  return (words as readonly string[]).includes(word);
}
