import type { MarkdownIt, Token } from "markdown-it";

/** Opening and closing marks of quotations, outer and inner, by language or language and region (Unicode CLDR, `delimiters`). */
const MARKS: Readonly<Record<string, readonly [string, string, string, string]>> = {
  bg: ["„", "“", "„", "“"],
  cs: ["„", "“", "‚", "‘"],
  da: ["“", "”", "‘", "’"],
  de: ["„", "“", "‚", "‘"],
  "de-CH": ["«", "»", "‹", "›"],
  "de-LI": ["«", "»", "‹", "›"],
  el: ["«", "»", "“", "”"],
  es: ["«", "»", "“", "”"],
  et: ["„", "“", "‚", "‘"],
  fi: ["”", "”", "’", "’"],
  fr: ["«\u00a0", "\u00a0»", "“", "”"],
  "fr-CH": ["«", "»", "‹", "›"],
  hr: ["„", "“", "‚", "‘"],
  hu: ["„", "”", "»", "«"],
  is: ["„", "“", "‚", "‘"],
  it: ["«", "»", "“", "”"],
  ja: ["「", "」", "『", "』"],
  lt: ["„", "“", "„", "“"],
  lv: ["“", "”", "“", "”"],
  nb: ["«", "»", "‘", "’"],
  nn: ["«", "»", "‘", "’"],
  no: ["«", "»", "‘", "’"],
  pl: ["„", "”", "«", "»"],
  "pt-PT": ["«", "»", "“", "”"],
  ro: ["„", "”", "«", "»"],
  ru: ["«", "»", "„", "“"],
  sk: ["„", "“", "‚", "‘"],
  sl: ["„", "“", "‚", "‘"],
  sr: ["„", "“", "‘", "’"],
  sv: ["”", "”", "’", "’"],
  uk: ["«", "»", "„", "“"],
};
const ENGLISH = ["“", "”", "‘", "’"] as const;

/** Quotation marks of a language (BCP 47): of its region where that has its own, else the language's; English for one not known here. */
export function quotationMarks(language: string): string[] {
  const [name = "", ...rest] = language.split("-");
  const region = rest.find((part) => /^[A-Za-z]{2}$/.test(part))?.toUpperCase();
  return [...(MARKS[`${name.toLowerCase()}-${region}`] ?? MARKS[name.toLowerCase()] ?? ENGLISH)];
}

/** Words that begin with letters left out: rock 'n' roll, the '90s, 'tis. */
const LEFT_OUT = /(?<![\p{L}\p{N}])'(?=\d0s(?!\p{L})|(?:tis|twas|em|til|cause|cos|bout|nuff)(?![\p{L}\p{N}]))/giu;
const AND = /(?<![p{L}p{N}])'n'(?!p{L})/gi;
/** Feet and inches, minutes and seconds: 5' 6", 40°26'46", 40° 26' N. */
const PRIMES = /(?<=\d)'(\s?\d+(?:[.,]\d+)?)"|(?<=°\s?\d{1,2})'(?=\s?[NSEWO]\b)/g;

/** Apostrophes and primes, which a reader of quotation marks would take for those; it gives the rest their marks, in notes too. */
export function readQuotes(markdown: MarkdownIt): void {
  markdown.core.ruler.before("smartquotes", "apostrophes", (state) => {
    // Notes within a sentence are kept apart by their plugin, and would keep typewriter's marks.
    const { list = [] } =
      (state.env as { footnotes?: { list?: { tokens?: Token[]; content?: string }[] } }).footnotes ?? {};
    for (const { tokens, content = "" } of list) {
      if (!tokens) continue;
      const token = new state.Token("inline", "", 0);
      Object.assign(token, { children: tokens, content, meta: NOTE });
      state.tokens.push(token);
    }
    for (const { type, children } of state.tokens)
      for (const token of (type === "inline" && children) || [])
        if (token.type === "text" && token.content.includes("'"))
          token.content = token.content
            .replace(PRIMES, (_, inches?: string) => (inches === undefined ? "′" : `′${inches}″`))
            .replace(AND, "’n’")
            .replace(LEFT_OUT, "’");
  });
  markdown.core.ruler.after("smartquotes", "notes_quoted", (state) => {
    state.tokens = state.tokens.filter(({ meta }) => meta !== NOTE);
  });
}

const NOTE = { note: true };
