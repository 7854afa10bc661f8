/** What a stretch of code is: a comment, a text, a keyword, a number, or a name that the block defines. */
export type TokenKind = "c" | "s" | "k" | "n" | "d";

const KEYWORDS =
  "as|async|await|break|case|catch|class|const|continue|default|do|else|export|extends|false|finally|for|from|function|if|import|in|instanceof|interface|let|new|null|of|return|switch|this|throw|true|try|type|typeof|undefined|while";
/** In the order in which they are tried at a place; what none of them is stays plain. */
const TYPESCRIPT = new RegExp(
  [
    "(?<c>//[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$))",
    "(?<s>\"(?:[^\"\\\\\\n]|\\\\.)*\"?|'(?:[^'\\\\\\n]|\\\\.)*'?|`(?:[^`\\\\]|\\\\[\\s\\S])*`?)",
    `(?<k>(?<![\\w$.])(?:${KEYWORDS})(?![\\w$]))`,
    "(?<d>(?<=(?:const|let|function|class)\\s+)[\\w$]+)",
    "(?<n>(?<![\\w$])\\d[\\d_]*(?:\\.\\d+)?(?:e[-+]?\\d+)?)",
    "[\\w$]+",
  ].join("|"),
  "g",
);
const YAML =
  /(?<c>(?<![^\s])#[^\n]*)|(?<s>"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?)|(?<k>(?<=^|\n)\s*[\w-]+(?=:))|(?<n>(?<![\w.])-?\d[\d_.]*(?![\w.]))|[\w.]+/g;
const FORMULA =
  /(?<c>#[^\n]*)|(?<s>"[^"\n]*"?)|(?<d>(?<=^|\n)\w+(?=[^=\n]*=))|(?<n>(?<!\w)\d[\d.]*(?:e[-+]?\d+)?)|\w+/g;

const SQL = new RegExp(
  [
    "(?<c>--[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$))",
    "(?<s>'(?:[^']|'')*'?)",
    "(?<k>(?<![\\w.])(?:all|and|as|asc|between|by|case|cast|cross|desc|distinct|else|end|except|exists|from|full|group|having|in|inner|intersect|is|join|left|like|limit|not|null|offset|on|or|order|outer|over|partition|recursive|right|select|then|union|using|values|when|where|with)(?!\\w))",
    '(?<d>"(?:[^"]|"")*")',
    "(?<n>(?<![\\w.])\\d+(?:\\.\\d+)?)",
    "[\\w$]+",
  ].join("|"),
  "gi",
);

const PATTERNS: Readonly<Record<string, RegExp>> = { ts: TYPESCRIPT, yaml: YAML, formula: FORMULA, sql: SQL };

/** The stretches of `code` that are to stand out, in order; none where the language is not known. */
export function* tokensOf(code: string, language: string): Generator<{ kind: TokenKind; from: number; to: number }> {
  const pattern = PATTERNS[language];
  if (!pattern) return;
  for (const { groups = {}, index, 0: text } of code.matchAll(pattern)) {
    const kind = (Object.keys(groups) as TokenKind[]).find((name) => groups[name] !== undefined);
    if (kind !== undefined) yield { kind, from: index, to: index + text.length };
  }
}

/** The patterns as a script of the page has them, which colours code once it is shown: by language, kinds of tokens as names of groups. */
export const patternsText = (): string =>
  `{ ${Object.entries(PATTERNS)
    .map(([language, { source, flags }]) => `${language}: /${source}/${flags}`)
    .join(", ")} }`;

/** Whether there is anything to colour in a language. */
export const isColoured = (language: string): boolean => Object.hasOwn(PATTERNS, language);
