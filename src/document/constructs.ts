import { checkCallouts } from "../chapters/callouts.js";
import { DIAGRAM, DIAGRAMS, DRAWN, insteadOf } from "../chapters/drawn.js";
import type { Locator } from "../chapters/locator.js";
import { doubtfulMath } from "../chapters/mathematics.js";
import { structureOf } from "../chapters/structure.js";
import type { Fence } from "../chapters/types.js";
import { restoreCode } from "../chapters/verbatim.js";
import { PRINTABLE, unprintable } from "../characters.js";
import type { Diagnostic } from "../diagnostic.js";
import { blanked } from "../text/spans.js";
import { isAttributes } from "./attributes.js";
import { withoutSmall } from "./markdown/small.js";
import { maskCode, scanner } from "./mask.js";

/** Something that other programs read in Markdown, and a memo prints as it stands. */
interface Construct {
  /** "a callout": what it is. */
  name: string;
  /** What to write instead. */
  instead: string;
  pattern: RegExp;
  /** Only in running text: it is known by how its line begins. */
  block?: true;
  /** Told once for lines that follow each other. */
  once?: true;
  /** Looked for in addresses too. */
  addresses?: true;
}

const HTML =
  "a abbr address article aside audio b bdi bdo big blockquote body button canvas caption center cite code col colgroup data dd del details dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark math meta nav object ol option p picture pre q s samp script section select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt u ul var video wbr".replaceAll(
    " ",
    "|",
  );

const CONSTRUCTS: readonly Construct[] = [
  {
    name: "a fenced division",
    instead: "a callout (`> [!NOTE]`), figures side by side (`::: {layout-ncol=2}`), a quotation, a list or a section",
    pattern: /^[ \t>]*:{3,}.*$/gm,
    block: true,
  },
  {
    name: "an admonition",
    instead: "a callout: `> [!NOTE]`, and its text on the lines below",
    pattern: /^[ \t>]*(?:!!!|\?\?\?\+?)[ \t]+\w.*$/gm,
    block: true,
  },
  {
    name: "a directive",
    instead: "a quotation, a list or a block",
    pattern: /^[ \t>]*\.\. [\w-]+::.*$/gm,
    block: true,
  },
  {
    name: "a place for a table of contents",
    instead: "nothing: page and PDF have their contents",
    pattern: /^[ \t]*(?:\[\[?_?toc_?\]?\]|\{:toc\})[ \t]*$/gim,
    block: true,
  },
  {
    name: "an abbreviation's meaning",
    instead: "a list of terms: `Term`, and `: what it means` below",
    pattern: /^[ \t]*\*\[[^\]\n]+\]:.*$/gm,
    block: true,
  },
  {
    name: "a heading without a blank behind its signs",
    instead: "`## Heading`",
    pattern: /^#{2,6}(?=[^\s#])[^\n]*$/gm,
    block: true,
  },
  {
    name: "front matter inside a chapter",
    instead: "front matter at the head of the file, or a chapter in a file of its own",
    pattern: /^---[ \t]*\n(?:[A-Za-z_][\w-]*:(?:[ \t][^\n]*)?\n(?:[ \t]+[^\n]*\n|- [^\n]*\n)*)+---[ \t]*$/gm,
    block: true,
  },
  {
    name: "a table's caption",
    instead: "a sentence, or a table block, which has a caption",
    pattern: /(?<=^[ \t>]*\|[^\n]*\n)[ \t>]*(?:Table)?: [^|\n]+$/gm,
    block: true,
  },
  {
    name: "an example list",
    instead: "a numbered list: `1. …`",
    pattern: /^[ \t]*\(@[\w-]*\)(?=[ \t])/gm,
    block: true,
  },
  { name: "a bullet", instead: "a list: `- …`", pattern: /^[ \t>]*[•‣◦▪●](?=[ \t])/gm, block: true, once: true },
  {
    name: "a grid table",
    instead: "a table between bars: `| a | b |`",
    pattern: /^[ \t>]*\+(?:[-=:]{2,}\+)+[ \t]*$/gm,
    block: true,
    once: true,
  },
  {
    name: "a table between lines",
    instead: "a table between bars: `| a | b |`",
    pattern: /^[ \t>]*-{2,}(?:[ \t]+-{2,})+[ \t]*$/gm,
    block: true,
    once: true,
  },
  {
    name: "a note inside a link",
    instead: "the note behind the link: `[words](address)[^note]`",
    pattern: /(?<!\])\[[^[\]\n]*\[\^[^[\]\n]+\][^[\]\n]*\]\([^)\n]*\)/g,
  },
  {
    name: "an address with a blank in it",
    instead: "`%20` for the blank",
    pattern: /(?<!\]\()<https?:[^<>\n]* [^<>\n]*>/g,
    addresses: true,
  },
  {
    name: "a link whose address has a blank in it",
    instead: "`%20` for the blank",
    pattern: /(?<![\\!])\[[^[\]\n]*\]\(https?:(?:\{\{[^{}\n]*\}\}|[^\s()<>"{}])*[ \t]+(?=[^\s"'()])[^()\n]*\)/g,
    addresses: true,
  },
  {
    name: "a link that runs or opens something",
    instead: "an https address, or #id",
    pattern:
      /(?<![\\!])\[[^[\]\n]*\]\([ \t]*(?:javascript|vbscript|file|data(?!:image\/(?:gif|png|jpeg|webp);)):[^\n]*?\)/gi,
    addresses: true,
  },
  { name: "a comment", instead: "`<!-- … -->`", pattern: /^[ \t>]*%%.*$|(?<!\S)%%[^%\n]+%%(?!\S)/gm },
  {
    name: "struck text between single tildes",
    instead: "two on each side: `~~…~~`",
    pattern: /(?<![\p{L}\p{N}~])~(?=\p{L})[^~\n]*[\p{L}\p{N}.!?]~(?![\p{L}\p{N}~])/gu,
  },
  { name: "marked text", instead: "`**…**`", pattern: /(?<![\w=])==(?=[^\s=])[^=\n]*[^\s=]==(?![\w=])/g },
  {
    name: "inserted text",
    instead: "the text alone, or `**…**`",
    pattern: /(?<![\w+])\+\+(?=[^\s+])[^+\n]*[^\s+]\+\+(?![\w+])/g,
  },
  {
    name: "a mark of changes",
    instead: "the text as it is to be",
    pattern: /(?<!\{)\{(?:\+\+|--|~~|==|>>)[\s\S]{0,1000}?(?:\+\+|--|~~|==|<<)\}/g,
  },
  { name: "an emoji's name", instead: "a word", pattern: /(?<![\w:/.])(?::[a-z][a-z0-9_+-]*:|:[+-]1:)(?![\w:/])/g },
  { name: "a file put in", instead: "a chart block: figures are computed", pattern: /!\[\[[^\]\n]+\]\]/g },
  {
    name: "a wiki link",
    instead: "`@sec-…`, or `[words](#id)`",
    pattern: /(?<!!)\[\[(?!_?toc_?\])[^[\]\n@^]+\]\](?![([])/gi,
  },
  {
    name: "a tag of another template language",
    instead: "`{{…}}`",
    pattern: /\{%[\s\S]{0,1000}?%\}|<%[\s\S]{0,1000}?%>/g,
  },
  {
    name: "a value in single braces",
    instead: "`{{…}}`",
    pattern: /(?<![\\{$\w])\{[ \t]*[A-Za-z_]\w*(?:\.\w+)+[ \t]*\}(?!\})/g,
  },
  { name: "a value of a template string", instead: "`{{…}}`", pattern: /(?<!\\)\$\{[A-Za-z_][\w.[\]]*\}/g },
  {
    name: "a command of TeX",
    instead: "words, `@id` for a reference, or a formula block",
    pattern:
      /(?<![\w\\:])\\(?:[A-Za-z]+\*?(?:\[[^\]\n]*\])?\{[^{}\n]*\}|(?:newpage|pagebreak|clearpage|noindent|tableofcontents|maketitle|hfill|centering|bigskip|medskip|smallskip|LaTeX|TeX)\b)/g,
  },
  {
    name: "TeX",
    instead: "`$…$`, or `$$` on lines of its own",
    pattern: /\\\((?=[^\n]*(?:\\[A-Za-z]|[\^_=]))[^\n]*?\\\)|\\\[(?=[^\n]*(?:\\[A-Za-z]|[\^_]))[^\n]*?\\\]/g,
  },
  { name: "HTML", instead: "Markdown", pattern: new RegExp(`<(?:/(?:${HTML})|(?:${HTML})(?:\\s[^<>]*)?/?)>`, "gi") },
  {
    name: "a custom element",
    instead: "Markdown, or a block",
    pattern: /<\/?[a-z][a-z\d]*(?:-[a-z\d]+)+(?:\s[^<>]*)?\/?>/g,
  },
  {
    name: "a component",
    instead: "Markdown, or a block",
    pattern: /(?<![\w])<(?:[A-Z][\w.]*(?:\s[^<>]*)?\/|\/[A-Z][\w.]*|[A-Z][\w.]*\s+[\w-]+=[^<>]*)>/g,
  },
];

/** A text with its code, and without what stands in it for comments. */
const asWritten = (text: string): string => restoreCode(text).replace(/\{\{!\s*\}\}/g, "");

const TAGS: ReadonlySet<string> = new Set(["HTML", "a custom element", "a component"]);

/** Whether a line of Markdown holds HTML that is no sign of a memo's; a backslash before it makes it words. */
export function htmlIn(text: string): boolean {
  const plain = withoutSmall(maskAddresses(maskCode(text, true))).replace(/\\[!-/:-@[-`{-~]/g, "  ");
  return CONSTRUCTS.some(({ name, pattern }) => TAGS.has(name) && plain.search(pattern) >= 0);
}

/**
 * Warnings `prose/unsupported`: what is no Markdown of a memo and would be printed as it is typed. Errors `chapters/character`: what can't be printed.
 *
 * @param inline whether the text is a line of prose, without blocks
 */
export function checkConstructs(text: string, locate: Locator, inline: boolean, report: (d: Diagnostic) => void): void {
  const tell = (name: string, instead: string, index: number, found: string, hint?: string): void =>
    report({
      rule: "prose/unsupported",
      severity: "warning",
      message: `\`${shorten(asWritten(found.trim()))}\` looks like ${name}, which is printed as it stands`,
      expected: instead,
      hint,
      place: locate(index + found.length - found.trimStart().length, Math.max(1, found.trim().length)),
    });
  const written = maskCode(text, inline);
  const masked = withoutSmall(maskAddresses(written)).replace(
    /(?<=(?:^|\n)[ \t]*\n|^)\\newpage(?=[ \t]*(?:\n[ \t]*(?:\n|$)|$))/g,
    (found) => " ".repeat(found.length),
  );
  // A backslash before a sign makes it text.
  const plain = masked.replace(/\\[!-/:-@[-`{-~]/g, "  ");
  for (const { name, instead, pattern, block, once, addresses } of CONSTRUCTS) {
    if (block && inline) continue;
    let last: number | undefined;
    for (const { 0: found, index } of (name === "TeX" ? masked : addresses ? written : plain).matchAll(pattern)) {
      const follows = last !== undefined && !/\n[ \t>]*\n/.test(plain.slice(last, index));
      last = index;
      if (once && follows) continue;
      tell(name, instead, index, text.slice(index, index + found.length));
    }
  }
  for (const { index, length, display } of doubtfulMath(plain)) {
    const found = text.slice(index, index + length);
    const written = asWritten(found);
    if (display)
      report({
        rule: "prose/mathematics",
        severity: "error",
        message: "displayed mathematics within a paragraph",
        expected: inline ? "`$…$`" : "it by itself, between empty lines, or `$…$`",
        place: locate(index, length),
      });
    else tell("mathematics", `\`\${${written.slice(1, -1)}}$\`, or a backslash before each dollar`, index, found);
  }
  for (const { 0: found, index, 1: inside = "" } of plain.matchAll(/(?<![{$\\])\{([^{}\n]*)\}(?!\})/g))
    if (
      isAttributes(inside) &&
      !ofRefusedHeading(text, index, found) &&
      (!/^\s*[A-Za-z]/.test(inside) || /[\])`]/.test(text[index - 1] ?? ""))
    )
      tell("attributes", "the text alone; ids belong behind headings and to blocks", index, found);
  for (const { 0: found, index } of plain.matchAll(/\{[a-z][\w:-]*\}(?=\s)/g))
    if (text[index + found.length] === "`" && text[index - 1] !== "{") tell("a role", "Markdown", index, found);
  for (const { 0: found, 1: hex, 2: decimal, index } of plain.matchAll(/&#(?:x([\da-f]{1,6})|(\d{1,7}));/gi)) {
    const code = Number.parseInt(hex ?? decimal ?? "", hex === undefined ? 10 : 16);
    const what = code > 0x10ffff ? "a code that is no character" : unprintable(String.fromCodePoint(code))?.what;
    if (what)
      report({
        rule: "chapters/character",
        severity: "error",
        message: `\`${found}\` stands for ${what}`,
        expected: PRINTABLE,
        place: locate(index, found.length),
      });
  }
  for (const { 0: found, index } of plain.matchAll(/\{=[a-z]\w*\}/gi))
    if (text[index - 1] === "`") tell("a raw format", "the code alone", index, found);
  for (const { 0: found, index } of plain.matchAll(/(?<!\\)&[A-Za-z][A-Za-z0-9]{1,30};/g))
    if (scanner.utils.unescapeAll(found) === found)
      tell("a character's name, and none has it", "the character itself", index, found);
  tellOfLinks(written, plain, tell);
  const structure = structureOf(text, inline);
  for (const [from, to] of structure.spans) {
    const span = restoreCode(text.slice(from, to));
    if (/^`(?:\{(?:r|python|julia|ts|js|ojs)\}|r) \S/.test(span)) tell("code to run", "`{{…}}`", from, span);
  }
  if (!inline) {
    tellOfMarkers(text, plain, tell);
    tellOfParagraphs(text, plain, tell);
    checkCallouts(plain, locate, report);
  }
}

/** Whether braces are those of a heading that was refused for them, or for where it stands. */
function ofRefusedHeading(text: string, index: number, found: string): boolean {
  const line = text.slice(text.lastIndexOf("\n", index - 1) + 1, index);
  if (!/^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*#{1,6}[ \t]/.test(line)) return false;
  return text.slice(index, index + found.length).includes("{{") || /^[ \t]*[->*+\d]/.test(line);
}

type Tell = (name: string, instead: string, index: number, found: string) => void;

/** Addresses of links that nothing leads to. A link whose address stands nowhere is told where links are followed. */
function tellOfLinks(written: string, plain: string, tell: Tell): void {
  const normal = (label: string): string => label.trim().replace(/\s+/g, " ").toLowerCase();
  const defined = new Map<string, { index: number; found: string }>();
  for (const { 0: found, 1: label = "", index } of written.matchAll(/^[ >]{0,6}\[(?!\^)([^\]\n]+)\]:[ \t]*\S.*$/gm))
    if (!defined.has(normal(label))) defined.set(normal(label), { index, found });
  const used = new Set([...plain.matchAll(/\[([^[\]\n]+)\](?!:)/g)].map(([, label = ""]) => normal(label)));
  for (const [label, { index, found }] of defined)
    if (!used.has(label))
      tell("a link's address, to which nothing leads: it is lost", "`[words](address)`", index, found);
}

/** A quoted number with a point behind it, where a list's item would begin: no value is the mark of one. */
function tellOfMarkers(text: string, plain: string, tell: Tell): void {
  for (const { 0: found, 1: before = "", index } of plain.matchAll(MARKER)) {
    const at = index + before.length;
    const written = text.slice(at, index + found.length);
    if (/^\{\{~?[ \t]*(?:number|format|@)/.test(written))
      tell(
        "the number of a list's item",
        "`1.`, from which a list counts by itself, or a backslash before the point",
        at,
        written,
      );
  }
}

/** In a text whose values are zeros: behind an empty line, which a tag is too. */
const MARKER = /(?<=(?:^|\n)[ \t>]*\n|^)([ \t>]*(?:[-*+][ \t]+)?)0{4,}[.)](?=[ \t]+\S)/g;

/** Paragraphs that other programs read as tables or lists. */
function tellOfParagraphs(text: string, plain: string, tell: Tell): void {
  const lines = plain.split("\n");
  const writtenLines = text.split("\n");
  let start = 0;
  const starts = lines.map((line) => {
    const at = start;
    start += line.length + 1;
    return at;
  });
  for (const {
    token,
    lines: [from, to],
  } of structureOf(text).blocks) {
    if (token.type !== "paragraph_open") continue;
    const own = lines.slice(from, to).map((line) => line.replace(/^[ \t>]*/, ""));
    const [first = ""] = own;
    const at = starts[from] ?? 0;
    const written = writtenLines[from] ?? "";
    if (own.length > 0 && own.every((line) => /^\|.*\|\s*$/.test(line))) {
      if (/^\|[\s:|-]*-[\s:|-]*$/.test(own[1] ?? ""))
        tell(
          "a table whose line of dashes has other cells than its head",
          "as many cells in both; a bar that is text has a backslash before it",
          at,
          written,
        );
      else tell("a table without its line of dashes", "`| --- | --- |` below the head", at, written);
    } else if (own.length > 1 && own.every((line) => /^\| /.test(line)))
      tell("verse", "a backslash at the end of each line", at, written);
    else if (LETTERED.some(([one, two]) => one.test(first) && two.test(own[1] ?? "")))
      tell("a list with letters", "a numbered list: `1. …`", at, written);
  }
}

/** Errors `prose/drawn-fence`: code that would be shown, and elsewhere is drawn. */
export function checkFences(fences: readonly Fence[], report: (d: Diagnostic) => void): void {
  for (const fence of fences) {
    if (fence.type !== "verbatim" || !fence.place) continue;
    const language = fence.language.split(/[\s{]/, 1)[0] ?? "";
    // What has braces was told of when the chapter was read.
    if (DIAGRAMS.includes(language.toLowerCase()) && !fence.language.includes("{"))
      report({
        rule: "prose/drawn-fence",
        severity: "error",
        message: `a diagram in \`${language}\` without an id, a caption and an alternative text`,
        expected: DIAGRAM,
        hint: "to show what is written, call the fence `text`",
        place: fence.place,
      });
    if (DRAWN.includes(language.toLowerCase()))
      report({
        rule: "prose/drawn-fence",
        severity: "error",
        message: `a fence in \`${language}\`, which other programs draw`,
        expected: insteadOf(language.toLowerCase()),
        hint: "to show what is written, call the fence `text`",
        place: fence.place,
      });
  }
}

/** How the first and the second item of a list begin that Markdown doesn't know as one. */
const LETTERED = [
  [/^\(?a[.)]\s/, /^\(?b[.)]\s/],
  [/^\(?A[.)]\s/, /^\(?B[.)]\s/],
  [/^\(?i[.)]\s/, /^\(?ii[.)]\s/],
  [/^\(?I[.)]\s/, /^\(?II[.)]\s/],
  [/^\(1\)\s/, /^\(2\)\s/],
  [/^#\.\s/, /^#\.\s/],
] as const;

/** Addresses are no prose. */
function maskAddresses(text: string): string {
  return text
    .replace(/(?<=\]\()[^)\n]*(?=\))/g, blanked)
    .replace(/<(?:https?:|mailto:)[^\s<>]*>|<[^\s<>@]+@[^\s<>]+>/g, blanked)
    .replace(/\bhttps?:\/\/[^\s<>)\]]+/g, blanked);
}

const shorten = (text: string): string => {
  const [line = ""] = text.split("\n");
  return line.length > 40 || line !== text ? `${line.slice(0, 40).trimEnd()}…` : line;
};
