/** A number written out in a text, with what it is a number of. */
export interface NumberLiteral {
  /** Where it stands, units of UTF-16, with sign of currency, scale and unit. */
  offset: number;
  length: number;
  /** In ones: "$1.2 billion" is 1.2e9, "20%" is 20. */
  value: number;
  /** Half of this on either side reads the same: 1e8 for "$1.2 billion". */
  step: number;
  /** Digits that count, with all zeros of a whole number. */
  digits: number;
  kind: "plain" | "percent" | "times" | "dollars";
  /** The word right after it, as written: "GW", "sites". */
  noun?: string;
}

const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  M: 1e6,
  m: 1e6,
  million: 1e6,
  B: 1e9,
  bn: 1e9,
  billion: 1e9,
  T: 1e12,
  tn: 1e12,
  trillion: 1e12,
};
const GAP = "[ \\u00a0\\u202f]";
const NUMBER = new RegExp(
  `([$€£]${GAP}?|US\\$${GAP}?)?(\\d{1,3}(?:[,\\u202f]\\d{3})+(?!\\d)|\\d+)(\\.\\d+)?` +
    `(?:(k|M|m|B|bn|T|tn)\\b|${GAP}?(?<=[ \\u00a0\\u202f])(thousand|million|billion|trillion)\\b)?` +
    `(?:${GAP}?(%|per cent\\b|percent\\b)|${GAP}?(×|(?<=\\d)x\\b|times\\b|(?:-|\\b)fold\\b)|${GAP}(dollars?|USD)\\b)?`,
  "gu",
);
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?";
const BLANKED = "\uE011";
const DATE = /\d{4}-\d{2}(?:-\d{2})?(?!\d)|\d{1,2}:\d{2}(?::\d{2})?|\d+\/\d+(?:\/\d+)?/g;
/** What is counted off, and not counted: "Section 3", "page 12". */
const NUMBERED =
  /\b(?:sections?|figures?|tables?|equations?|chapters?|appendix|parts?|steps?|notes?|footnotes?|pages?|pp?|no|nos|items?|rows?|columns?|lines?|versions?|v|vol|volume|questions?|points?|phases?|tiers?|levels?|types?|class|grades?|rounds?|rules?|articles?|stages?|issues?|lesson|week|day|year|quarter|generation|gen|series|model|release|RFC|ISO|IEC|Form)\.?[ \u00a0]*(?:\d+(?:\.\d+)*(?:,| and| to| or|\u2013)?[ \u00a0]*)*$/i;
const MONTH_BEFORE = new RegExp(`\\b${MONTH}${GAP}*(?:\\d{1,2}${GAP}*(?:\u2013|-|to|and)${GAP}*)?$`);
const MONTH_AFTER = new RegExp(`^(?:${GAP}*(?:\u2013|-|to|and|or)${GAP}*\\d{1,2})?${GAP}+(?:of${GAP}+)?${MONTH}\\b`);

/**
 * The numbers of a masked text (`maskMarkdown`) that state a quantity. Left out are years, dates and times of day, parts of names
 * (H100, GPT-5, 4-bit), numbers of sections and the like, whole numbers up to 12 that count something without a unit, 0 and 100%.
 *
 * @param isUnit whether a word is the symbol of a unit of measurement
 */
export function numberLiterals(masked: string, isUnit: (word: string) => boolean): NumberLiteral[] {
  const text = masked.replace(DATE, (date) => BLANKED.repeat(date.length));
  const found: NumberLiteral[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const end = match.index + match[0].length;
    const before = text.slice(Math.max(0, match.index - 60), match.index);
    const after = text.slice(end, end + 60);
    const literal = { ...inRange(literalOf(match, after), after), offset: match.index };
    const { kind, noun, value } = literal;
    const bare = isBare(match);
    const unit = noun !== undefined && isUnit(noun);
    const whole = match[3] === undefined;
    if (isName(before, unit ? after.replace(/^[\p{L}/]+/u, "") : after, bare && !unit, !whole)) continue;
    if (MONTH_BEFORE.test(before) || MONTH_AFTER.test(after)) continue;
    if (bare && kind === "plain" && !unit) {
      if (whole && (isYear(match[0]) || value <= 12)) continue;
      if (NUMBERED.test(before) || /^[ \u00a0]?(?:[ap]\.?m\b|o'clock)/.test(after)) continue;
    }
    if (kind === "percent" && (value === 0 || value === 100) && whole) continue;
    found.push(literal);
  }
  return found;
}

/** A quantity as a text prints it, the whole of it: "20.3×", "$1.2B", "18 GW"; undefined for what begins with no number. */
export function printedNumber(text: string): NumberLiteral | undefined {
  const plain = text.replace(/^[\u2212-]/, "");
  const [match] = plain.matchAll(NUMBER);
  if (match?.index !== 0) return undefined;
  const literal = literalOf(match, plain.slice(match[0].length));
  return plain === text ? literal : { ...literal, value: -literal.value };
}

function literalOf(match: RegExpExecArray, after: string): NumberLiteral {
  const [whole, currency, integer = "", fraction = "", short, long, percent, times, dollars] = match;
  const scale = SCALES[short ?? long ?? ""] ?? 1;
  const kind = percent ? "percent" : times ? "times" : currency || dollars ? "dollars" : "plain";
  const noun = kind === "plain" ? nounAfter(after) : undefined;
  const digits = integer.replace(/\D/g, "") + fraction.slice(1);
  return {
    offset: match.index,
    length: whole.length,
    value: Number(integer.replace(/\D/g, "") + fraction) * scale,
    step: 10 ** -Math.max(0, fraction.length - 1) * scale,
    digits: digits.replace(/^0+(?=\d)/, "").length,
    kind,
    noun,
  };
}

/** In "20–50×" and "20 to 50%" the first number is of the second's kind. */
function inRange(literal: NumberLiteral, after: string): NumberLiteral {
  const other = /^(?:\u2013|[ \u00a0](?:to|or|and)[ \u00a0])(?=[\d$€£])/.exec(after)?.[0];
  const [match] = other === undefined ? [] : after.slice(other.length).matchAll(NUMBER);
  if (match?.index !== 0 || literal.kind !== "plain") return literal;
  const { kind, noun } = literalOf(match, after.slice((other?.length ?? 0) + match[0].length));
  const { noun: _, ...rest } = literal;
  return { ...rest, kind, noun };
}

/** Digits alone, without sign of currency, scale or unit. */
const isBare = ([whole, , integer = "", fraction = ""]: RegExpExecArray): boolean => whole === integer + fraction;

const isYear = (integer: string): boolean => /^(?:1[89]|20|21)\d\d$/.test(integer);

function isName(before: string, after: string, bare: boolean, fraction: boolean): boolean {
  if (/[\p{L}\p{N}_.,#^\\\uE011]$/u.test(before.replace(/[.,]\s+$/, " ")) && !/[\s(\u2013]$/.test(before)) return true;
  if (/[\p{L}\p{N}\uE010][-\u2010\u2011/]$/u.test(before)) return true;
  if (/^(?:[\p{L}_\uE011]|[-\u2010\u2011/]\p{L}|[-/]\d|\.\d|\u2019s\b|'s\b)/u.test(after)) return true;
  // "Llama 3.1", "Claude 4": a capital that doesn't begin a sentence.
  const word = /(^|[\s(])([\p{Lu}][\p{L}\d]*)[ \u00a0]$/u.exec(before);
  if (!bare || !word) return false;
  const begins = /(?:^|[.?!:|]|\n\s*\n)\s*[*_(]*$/.test(before.slice(0, word.index + (word[1]?.length ?? 0)));
  return !begins || fraction;
}

/** The word right after a number. */
export const nounAfter = (after: string): string | undefined =>
  /^(?:[ \u00a0\u202f]|\n[ \t]*)?([\p{L}][\p{L}\d]*(?:[/·][\p{L}]+)*)/u.exec(after)?.[1];
