import { describe, expect, it } from "vitest";
import { readChapters } from "../../src/chapters/index.js";
import { outline, resolve } from "../document/resolve.js";

const HEAD = "---\ntitle: A\n---\n\n";
const of = (body: string): { said: string; told: string; positions: string[]; blocks: string[] } => {
  const { tree, said, diagnostics } = resolve({ "chapters/01-a.md": `${HEAD}${body}\n` }, { values: { total: 59 } });
  const { chapters } = readChapters(new Map([["chapters/01-a.md", `${HEAD}${body}\n`]]));
  return {
    said,
    told: outline(tree),
    positions: diagnostics.map(({ rule, place }) => `${rule} ${place?.start.line}:${place?.start.column}`),
    blocks: chapters.flatMap(({ blocks }) => blocks.map(({ id, line }) => `${id} ${line}`)),
  };
};

/** What a comment may hold: all of it would be told or printed if it were read. */
const HELD: Readonly<Record<string, string>> = {
  words: " not for the board ",
  nothing: "",
  "a dash less": "-",
  "a value that isn't there": " is {{harvets}} right? {{number total}} ",
  "braces that never close": " {{ and {{#if total}} ",
  "a template's comment": " {{!-- old --}} ",
  "code and a backtick alone": " `x` and ` ",
  "a reference, a citation, a note": " @fig-none [@nobody] [^none] ^[gone] ",
  "a link, a picture": " [x](other.html) ![y](y.png) ",
  "a bar": " a | b ",
};
/** The same over lines, with what makes blocks. */
const LINES: Readonly<Record<string, string>> = {
  "two lines": " over\ntwo lines ",
  "an empty line": " over\n\ntwo paragraphs ",
  "a block": "\n```ts {#old}\nconst old_way = nowhere * 2;\n```\n",
  "a fence that never closes": "\n~~~\n",
  headings: "\n# One\n\n#### Four\n",
  "a claim's section": '\n{{#claim "none"}}\nIt falls.\n{{/claim}}\n',
  "a note and an address": "\n[^n]: Another.\n\n[r]: other.html\n",
  "indented code": "\n\n    {{code}}\n\n",
};

const comments = [...Object.entries(HELD), ...Object.entries(LINES)].map(
  ([name, held]) => [name, `<!--${held}-->`] as const,
);

/** Places within a line, and what is read there without a comment. */
const INLINE: Readonly<Record<string, readonly [around: (comment: string) => string, without: string]>> = {
  "after a sentence": [(c) => `Apples. ${c}\nMore.`, "Apples.\nMore."],
  "before a sentence": [(c) => `${c} Apples.`, "Apples."],
  "within a sentence": [(c) => `Apples ${c}, too.`, "Apples, too."],
  "in a heading": [(c) => `## Apples ${c}\n\nText.`, "## Apples\n\nText."],
  "in a list": [(c) => `- one ${c}\n- two`, "- one\n- two"],
  "behind a list's mark": [(c) => `- ${c} one\n- two`, "- one\n- two"],
  "in a quotation": [(c) => `> one ${c}\n> two`, "> one\n> two"],
  "in a note": [(c) => `A note.[^n]\n\n[^n]: One ${c}, two.`, "A note.[^n]\n\n[^n]: One, two."],
  "in a cell": [(c) => `| a | b |\n| --- | --- |\n| 1 ${c} | 2 |`, "| a | b |\n| --- | --- |\n| 1 | 2 |"],
  "beside a value": [(c) => `Of {{number total}}${c} apples.`, "Of {{number total}} apples."],
  "beside code": [(c) => `Of \`a\` ${c}and \`b\`.`, "Of `a`and `b`."],
};
const PAGE = "```ts {#a}\nconst a = 1;\n```\n\n|\n\n```ts {#b}\nconst b = 2;\n```";
const BETWEEN: typeof INLINE = {
  "before everything": [(c) => `${c}\n\nApples.`, "Apples."],
  "between paragraphs": [(c) => `Apples.\n\n${c}\n\nMore.`, "Apples.\n\nMore."],
  "between lines of one": [(c) => `Apples,\n${c}\nand more.`, "Apples,\nand more."],
  "after everything": [(c) => `Apples.\n\n${c}`, "Apples."],
  "between blocks": [(c) => PAGE.replace("|", () => c), PAGE.replace("|\n\n", "")],
  "between rows": [(c) => `| a |\n| --- |\n| 1 |\n${c}\n| 2 |`, "| a |\n| --- |\n| 1 |\n| 2 |"],
  "in an item": [(c) => `- one\n\n  ${c.replace(/\n(?=.)/g, "\n  ")}\n\n- two`, "- one\n\n- two"],
};
const right = new Map(
  [...Object.entries(INLINE), ...Object.entries(BETWEEN)].map(([name, [, without]]) => [name, of(without).told]),
);

/** A blank may be left at the end of what is printed. */
const trimmed = (text: string): string => text.replace(/ +(?=>?$| \|)/gm, "").replace(/^( +\S+) +/gm, "$1 ");

describe("nothing of a comment is printed, read or run", () => {
  it.each(comments)("of %s", (_, comment) => {
    const places = { ...(comment.includes("\n") ? {} : INLINE), ...BETWEEN };
    for (const [name, [around]] of Object.entries(places)) {
      const { said, told } = of(around(comment));
      expect(said, name).toBe("");
      expect(trimmed(told), name).toBe(trimmed(right.get(name) ?? ""));
    }
  });

  it.each(comments)("and every place after %s is where it is written", (_, comment) => {
    const { positions, blocks } = of(
      `Apples ${comment} are @fig-none.\n\n${comment}\n\n\`\`\`ts {#late}\nconst late = 1;\n\`\`\`\n\n{{number nothing}}`,
    );
    const more = comment.split("\n").length - 1;
    const last = comment.split("\n").at(-1)?.length ?? 0;
    const column = (more === 0 ? "Apples ".length : 0) + last + " are ".length + 1;
    expect(positions.sort()).toEqual([
      `prose/unknown-reference ${5 + more}:${column}`,
      `prose/unknown-value ${13 + 2 * more}:10`,
    ]);
    expect(blocks).toEqual([`late ${10 + 2 * more}`]);
  });
});

describe("a comment that is none", () => {
  it.each([
    ["in a code span", "Write `<!-- {{x}} -->` so.", "p Write <code <!-- {{x}} -->> so."],
    ["in indented code", "Text:\n\n    <!-- {{x}} -->", 'p Text:\n  verbatim – "<!-- {{x}} -->"'],
    ["in a fence", "```html\n<!-- {{x}} -->\n```", 'verbatim html "<!-- {{x}} -->"'],
    ["behind a backslash", "So \\<!-- it is -->.", "p So <!-- it is -->."],
    ["in a value's words", 'So {{text "<!--"}} it is.', "p So [[q1 <!--]] it is."],
    ["of an arrow alone", "From a --> b.", "p From a --> b."],
  ])("%s is shown as written", (_, text, expected) => {
    const { said, told } = of(text);
    expect(said).toBe("");
    expect(told).toContain(`\n  ${expected}\n`);
  });

  it.each([
    ["at the end of a sentence", "Apples. <!-- ask", "5:9"],
    ["before paragraphs", "Apples.\n\n<!-- ask\n\nMore.", "7:1"],
    ["after one that is closed", "Apples <!-- a --> and <!-- b", "5:23"],
  ])("and is never closed, %s, is refused where it begins", (_, text, place) => {
    expect(of(text).positions).toEqual([`chapters/comment ${place}`]);
  });
});
