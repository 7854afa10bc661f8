const inMemo = (written: string): string => `in the first chapter: \`memo: { ${written} }\``;
const AUTHORS = inMemo("authors: [Ann Lee]");
const LANGUAGE = inMemo("language: de");
const CONTENTS = inMemo("contents: chapters");
const SOURCES = "sources stand in assumptions/sources.yaml";
const WRITTEN = "leave it out: a build writes page, PDF, Markdown and data, and `--only` some of them";
const LOOKS = "leave it out: page and PDF have one look";

/** What other programs have in the front matter of a chapter, and where a memo has it. */
const CHAPTER: Readonly<Record<string, string>> = {
  author: AUTHORS,
  authors: AUTHORS,
  subtitle: inMemo("subtitle: …"),
  lang: LANGUAGE,
  language: LANGUAGE,
  toc: CONTENTS,
  contents: CONTENTS,
  date: "the date of a memo is the `as_of` of its assumptions",
  abstract: "`summary` is what stands below the title",
  description: "`summary` is what stands below the title",
  bibliography: SOURCES,
  csl: SOURCES,
  references: SOURCES,
  params: "assumptions stand in assumptions/, and blocks and prose read them as `given`",
  "number-sections": "`numbered: false` takes a chapter's number away",
  format: WRITTEN,
  output: WRITTEN,
  pdf: inMemo("pdf: { paper: a4 }"),
  theme: LOOKS,
  css: LOOKS,
  style: LOOKS,
  layout: LOOKS,
  logo: inMemo("logo: pictures/logo.svg"),
  url: inMemo("url: https://…"),
};

const MEMO: Readonly<Record<string, string>> = {
  date: "the date of a memo is the `as_of` of its assumptions",
  toc: "`contents`",
  lang: "`language`",
};

/** Where a memo has what a key of its front matter says in other programs. */
export function elsewhere(key: string, prefix: string): string | undefined {
  const known = prefix === "" ? CHAPTER : prefix === "memo." ? MEMO : {};
  return Object.hasOwn(known, key) ? known[key] : undefined;
}
