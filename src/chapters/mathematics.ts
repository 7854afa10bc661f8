import { filledWith, replaceSpans } from "../text/spans.js";
import { mustacheEnd } from "./mustache.js";

/** A stretch of a text that is mathematics, with its dollars, and the label behind a displayed one. */
export interface MathSpan {
  from: number;
  to: number;
  display: boolean;
}

const DOLLARS = /(?<![\w\\$])(\$\$?)(?!\$)((?:\\\$|(?!\n[ \t>]*\n)[^$`])+)(?<!\\)\1(?![\w$])/g;

interface Between {
  index: number;
  length: number;
  mark: string;
  inside: string;
}

/** Stretches between dollars that `taken` takes; behind one that it doesn't the next may begin at its last dollar. */
function between(text: string, taken: (found: Between) => boolean): Between[] {
  const all: Between[] = [];
  DOLLARS.lastIndex = 0;
  for (let match = DOLLARS.exec(text); match; match = DOLLARS.exec(text)) {
    const { 0: whole, 1: mark = "", 2: inside = "", index } = match;
    const found = { index, length: whole.length, mark, inside: inside.replace(/\n[ \t>]*/g, " ") };
    if (taken(found)) all.push(found);
    else DOLLARS.lastIndex = index + mark.length;
  }
  return all;
}

/**
 * Mathematics in one paragraph, heading, cell or line of prose: `$x$`. Sums of money are none: what stands between dollars has to be a
 * formula, right behind the first and right before the last.
 *
 * @param code stretches that are code, and hold none
 */
export function inlineMath(
  text: string,
  from: number,
  to: number,
  code: readonly (readonly [number, number])[],
): MathSpan[] {
  const piece = text.slice(from, to);
  if (!piece.includes("$")) return [];
  const masked = maskOthers(
    piece,
    code.map(([a, b]) => [a - from, b - from]),
  );
  return between(masked, ({ mark, inside }) => mark === "$" && isMath(inside)).map(({ index, length }) => ({
    from: from + index,
    to: from + index + length,
    display: false,
  }));
}

/** The text with values as digits, and with code, addresses and comments as what is in no formula. */
function maskOthers(text: string, code: readonly (readonly [number, number])[]): string {
  const fill = (sign: string) => (found: string) => filledWith(sign, found);
  const masked = replaceSpans(
    text,
    [...code].filter(([a]) => a >= 0).map(([a, b]) => [a, b, fill("`")(text.slice(a, b))] as const),
  )
    .replace(/(?<=\]\()[^)\n]*(?=\))/g, fill("`"))
    .replace(/<(?:https?:|mailto:)[^\s<>]*>|\bhttps?:\/\/[^\s<>)\]]+/g, fill("`"));
  const values: [number, number, string][] = [];
  for (const [from, to] of mustachesIn(masked)) {
    const tag = masked.slice(from, to);
    values.push([from, to, fill(/^\{\{~?\s*(?:[#/^!]|else\b)/.test(tag) ? "`" : "0")(tag)]);
  }
  return replaceSpans(masked, values);
}

/** The `{{…}}` of a text; of three braces the first is TeX's. */
function* mustachesIn(text: string): Generator<readonly [from: number, to: number]> {
  for (let at = text.indexOf("{{"); at !== -1; at = text.indexOf("{{", at)) {
    if (text[at + 2] === "{") {
      at++;
      continue;
    }
    const end = mustacheEnd(text, at) ?? at + 2;
    yield [at, end];
    at = end;
  }
}

/** Two dollars around something that may be meant as mathematics, and is too little like it, or stands where none can. */
export function doubtfulMath(text: string): { index: number; length: number; display: boolean }[] {
  return between(text, ({ mark, inside }) =>
    mark === "$$"
      ? inside.trim() !== ""
      : !isMath(inside) && /^[^\s\d.,)\]}][^\n]{0,60}(?<![\s(,;:–-])$/.test(inside) && !/\p{L}{3,} \p{L}/u.test(inside),
  ).map(({ index, length, mark }) => ({ index, length, display: mark === "$$" }));
}

/** A command, an index, an equation or a few symbols; not a number with words behind it, as prices are. */
function isMath(text: string): boolean {
  if (!/^[\p{L}\p{N}\\({|[+\u2212-]/u.test(text) || !/[\p{L}\p{N})}|\]!'*]$/u.test(text)) return false;
  if (/^\{[^{}]+\}$/.test(text) || /\\[A-Za-z]+|[\^_]\{?[\w\\{]/.test(text)) return true;
  // One letter, a function of some, a number with a letter or two, or letters and numbers with signs between them.
  if (
    /^\p{L}'*(?:\([\p{L}\d, ]{1,9}\))?$/u.test(text) ||
    /^[+\u2212-]?\d+(?:\{,\}\d+)*(?:\.\d+)?\p{L}{0,2}$/u.test(text)
  )
    return true;
  return (
    /^[\p{L}\d.,()[\]{}|!' ]*[=<>≤≥+*/·×\u2212-][\p{L}\d.,()[\]{}|!' =<>≤≥+*/·×\u2212-]*$/u.test(text) &&
    /\p{L}/u.test(text) &&
    !/\p{L}{4,}|\p{L}+ \p{L}+/u.test(text)
  );
}

/** A displayed formula's last line: `$$`, and its label. */
const CLOSES = /\$\$[ \t]*(?:\{#[^{}\n]*\})?[ \t]*$/;

/**
 * Whether a displayed formula begins in a line: `$$`, with its end in the same line or further down, before an empty line.
 *
 * @param line gives a line by its number, from 0; undefined behind the last
 * @returns the line behind its last
 */
export function displayedMath(first: number, line: (n: number) => string | undefined): number | undefined {
  const head = line(first)?.trim() ?? "";
  if (!head.startsWith("$$") || head.startsWith("$$$")) return undefined;
  if (CLOSES.test(head.slice(2)) && head.length > 3) return first + 1;
  for (let n = first + 1; ; n++) {
    const next = line(n);
    if (next === undefined || next.trim() === "") return undefined;
    if (CLOSES.test(next)) return n + 1;
  }
}

const OPEN = "\uE180";
const CLOSE = "\uE181";
const OPEN_DISPLAY = "\uE182";
const CLOSE_DISPLAY = "\uE183";
const BASE = 0xe100;

/**
 * A text whose mathematics neither templates nor Markdown read: each of its ASCII letters lent, as wide as it is, but for quoted values and what
 * stands before a further line in a quotation or a list.
 */
export function lendMath(text: string, spans: readonly MathSpan[]): string {
  return replaceSpans(
    text,
    [...spans]
      .sort((a, b) => a.from - b.from)
      .map(({ from, to, display }) => [from, to, lent(text.slice(from, to), display)] as const),
  );
}

function lent(written: string, display: boolean): string {
  const marks = display ? 2 : 1;
  const close = display ? written.length - (/\$\$([^$]*)$/.exec(written)?.[0].length ?? 2) : written.length - 1;
  const values = [...mustachesIn(written)];
  let out = "";
  for (let at = 0; at < written.length; at++) {
    const value = values.find(([from]) => from === at);
    if (value && at >= marks && value[1] <= close) {
      out += written.slice(...value);
      at = value[1] - 1;
      continue;
    }
    const sign = written[at] ?? "";
    if (at < marks) out += display ? OPEN_DISPLAY : OPEN;
    else if (at >= close && at < close + marks) out += display ? CLOSE_DISPLAY : CLOSE;
    else if (sign === "\n") {
      const [line = ""] = /^\n[\s>]*/.exec(written.slice(at)) ?? [];
      out += line;
      at += line.length - 1;
    } else out += sign < "\u0080" ? String.fromCharCode(BASE + sign.charCodeAt(0)) : sign;
  }
  return out;
}

/** What was written, again. */
export const restoreMath = (text: string): string =>
  text.replace(/[\uE100-\uE17F\uE180-\uE183]/g, (c) => (c >= OPEN ? "$" : String.fromCharCode(c.charCodeAt(0) - BASE)));

/** Mathematics in a text that was lent. */
export interface LentMath {
  /** TeX as it was lent, a blank for each line end: see `texOf`. */
  lent: string;
  display: boolean;
  /** What stands behind a displayed one, without the blanks beside it: its label, or "". */
  label: string;
  /** Of the whole, of the TeX and of the label. */
  at: number;
  length: number;
  texAt: number;
  labelAt: number;
}

const LENT = /\uE180([^\uE180-\uE183]*)\uE181|\uE182\uE182([^\uE180-\uE183]*)\uE183\uE183([\uE100-\uE17F]*)/g;

/** TeX as it was written, with its values as marks as wide as they are; `section` where a tag of a section stands in it. */
export function texOf(lent: string): { tex: string; section?: { at: number; length: number } } {
  let section: { at: number; length: number } | undefined;
  const values = [...mustachesIn(lent)].map(([from, to]) => {
    if (/^\{\{~?\s*(?:[#/^!>]|else\b)/.test(lent.slice(from, to))) section ??= { at: from, length: to - from };
    return [from, to, `\uE010${"0".repeat(to - from - 2)}\uE01F`] as const;
  });
  return { tex: restoreMath(replaceSpans(lent, values)), ...(section ? { section } : {}) };
}

/** Whether mathematics begins in a text that ends further on. */
export const isOpenMath = (text: string): boolean => /[\uE180\uE182][^\uE181\uE183]*$/.test(text);

/** The mathematics of a text, in order. */
export function lentMath(text: string): LentMath[] {
  return [...text.matchAll(LENT)].map(({ 0: whole, 1: inline, 2: displayed = "", 3: behind = "", index }) => {
    const tex = inline ?? displayed;
    const marks = inline === undefined ? 2 : 1;
    const label = restoreMath(behind);
    return {
      lent: tex.replaceAll("\n", " "),
      display: inline === undefined,
      label: label.trim(),
      at: index,
      length: whole.length,
      texAt: index + marks,
      labelAt: index + 2 * marks + tex.length + label.length - label.trimStart().length,
    };
  });
}
