import { describe, expect, it } from "vitest";
import { readChapters } from "../../src/chapters/index.js";
import { MOST_PIECES, structureOf } from "../../src/chapters/structure.js";
import { formatDiagnostics } from "../../src/diagnostic.js";
import { readSources } from "../../src/memo/passes/read.js";
import { ALL } from "../setup/growth.js";

const read = (chapters: Readonly<Record<string, string>>): string => {
  const files = new Map(Object.entries(chapters));
  return formatDiagnostics(readChapters(files).diagnostics);
};
const chapter = (body: string): string => `---\ntitle: T\n---\n\n${body}\n`;

describe("what is longer than is read is refused at its place", () => {
  const long = (piece: string): string => piece.repeat(Math.ceil(10_001 / piece.length));
  it.each([
    ["a paragraph in one line", long("word "), 5],
    ["a paragraph of short lines", `First.\n\n${long("word\n")}`, 7],
    ["links that never end", long("[a](http://x "), 5],
    ["citations that never end", long("[@"), 5],
    ["a heading with blanks", `## a${" ".repeat(100_000)}b`, 5],
    ["runs of backticks", Array.from({ length: 200 }, (_, n) => "`".repeat(n + 1)).join(" "), 5],
    ["an item of a list", `- one\n- ${long("word ")}`, 6],
    ["a quotation", `> ${long("word ")}`, 5],
    ["a cell", `| a | b |\n| - | - |\n| ${long("word ")} | c |`, 7],
    ["the text of a note", `A[^a].\n\n[^a]: ${long("word ")}`, 7],
    ["the address of a link", `[a]\n\n[a]: http://x/${"y".repeat(10_000)}`, 7],
    ["megabytes on one line", "x".repeat(3_000_000), 5],
  ])("%s", (_, body, line) => {
    expect(read({ "chapters/01-a.md": chapter(body) })).toMatch(
      new RegExp(
        String.raw`^error\[chapters/size\] chapters/01-a\.md:${line}:1\n  the (paragraph|line) has \d+ characters\n  expected at most 10000`,
      ),
    );
  });

  it.each([
    [
      "keys of front matter",
      `---\ntitle: T\n${Array.from({ length: 20_000 }, (_, n) => `k${n}: 1`).join("\n")}\n---\n`,
      1,
      "the front matter has",
    ],
    [
      "a caption over many lines",
      chapter(`\`\`\`ts {#tbl-a .table}\n//| caption: a\n${"//|   more of it\n".repeat(2000)}[{ a: 1 }]\n\`\`\``),
      6,
      "option `caption` has",
    ],
    ["comments that hold code", chapter("<!-- ` -->\n\n".repeat(1000)), 0, "comments that hold code"],
  ])("%s", (_, text, line, words) => {
    const said = read({ "chapters/01-a.md": text });
    expect(said).toContain(words);
    expect(said).toMatch(new RegExp(String.raw`^error\[chapters/size\] chapters/01-a\.md:${line || String.raw`\d+`}:`));
  });

  it("too many chapters, and too much of them together", () => {
    const many = Array.from({ length: 5000 }, (_, n) => [`chapters/${n + 1}-c${n}.md`, chapter("A.")] as const);
    expect(read(Object.fromEntries(many))).toBe(
      "error[chapters/size] chapters/1001-c1000.md:1:1\n  the memo has 5000 chapters\n  expected at most 1000",
    );
    const large = Array.from(
      { length: 5 },
      (_, n) => [`chapters/${n + 1}-c${n}.md`, chapter("A.\n\n".repeat(250_000))] as const,
    );
    expect(read(Object.fromEntries(large))).toContain("chapters/4-c3.md:1:1\n  the chapters up to this one have 4000");
  });

  const ALL_PIECES = "400000, where a paragraph, item, cell, link or note is one, a quoted value ten and a block forty";
  const PARTS: readonly (readonly [what: string, part: string, pieces: number])[] = [
    ["quoted values", "{{number given.a}}\n\n", 10],
    ["values of one paragraph", "{{a}} ", 10],
    ["sections", "{{#if given.a}}\nA.\n{{/if}}\n\n", 1],
    ["sections of one paragraph", "{{#if a}}A{{/if}} ", 10],
    ["blocks", "```ts {#a}\n```\n\n", 40],
    ["claims", "```ts {#a .claim}\n1 < 2\n```\n\n", 40],
    ["tables of blocks", "```ts {#tbl-a .table}\n[]\n```\n\n", 40],
    ["formulas", "```formula {#eq-a}\nf(x) = x\n```\n\n", 40],
    ["code that is shown", "```text\na\n```\n\n", 1],
    ["paragraphs", "a\n\n", 1],
    ["items", "- a\n", 1],
    ["rows and cells", "| a | a |\n| - | - |\n| a | a |\n\n", 4],
    ["headings", "## a\n\n", 1],
    ["quotations", "> a\n\n", 1],
    ["terms", "a\n: b\n\n", 2],
    ["rules", "---\n\n", 1],
    ["emphases", "*a* ", 1],
    ["code", "`a` ", 1],
    ["links", "[a](#b) ", 1],
    ["addresses", "<http://a.b> ", 1],
    ["notes where they stand", "^[a] ", 1],
    ["references to a note", "[^a] ", 1],
    ["notes", "a[^a]\n\n[^a]: a\n\n", 2],
    ["citations", "[@a] ", 1],
    ["references", "@sec-a ", 1],
    ["formulas in words", "$a$ ", 1],
    ["characters by name", "&amp; ", 1],
    ["characters behind a backslash", "\\* ", 1],
    ["pictures", "![a](b) ", 1],
    ["line breaks", "a\\\n", 1],
  ];

  it.each(PARTS)("%s are counted by what they cost", (_, part, least) => {
    expect(structureOf(part.repeat(40)).pieces.all).toBeGreaterThanOrEqual(40 * least);
    expect(structureOf("Some plain words.".repeat(40)).pieces.all).toBeLessThan(4);
  });

  const SAMPLE = ["quoted values", "formulas in words", "code that is shown"];

  it.each(PARTS.filter(([what]) => ALL || SAMPLE.includes(what)))(
    "more %s than a memo may hold are refused",
    (_, part, least) => {
      const paragraph = part.endsWith("\n\n") ? part : `${part.repeat(Math.floor(9000 / part.length))}\n\n`;
      const count = Math.ceil((MOST_PIECES + 100) / (least * (paragraph.length / part.length)));
      // What has many letters a piece meets the bound of all letters first.
      const words =
        /chapters\/01-a\.md:\d+:1\n {2}the chapters? (?:has \d+ pieces|up to this one have \d+ characters)\n/;
      expect(read({ "chapters/01-a.md": chapter(paragraph.repeat(count)) })).toMatch(words);
    },
  );

  it("those of all chapters together are", () => {
    const half = chapter("{{number given.a}}\n\n".repeat(20_001));
    expect(read({ "chapters/01-a.md": half, "chapters/02-b.md": half })).toBe(
      `error[chapters/size] chapters/02-b.md:1:1\n  the chapters up to this one have 480024 pieces\n  expected at most ${ALL_PIECES}`,
    );
  });

  it("the line is told with which they are too many", () => {
    expect(read({ "chapters/01-a.md": chapter("```ts {.claim}\n1 < 2\n```\n\n".repeat(10_001)) })).toBe(
      `error[chapters/size] chapters/01-a.md:40005:1\n  the chapter has 400040 pieces\n  expected at most ${ALL_PIECES}`,
    );
  });

  it("nothing else is told of such a memo", () => {
    const project = {
      root: "",
      chapters: new Map([
        ["chapters/01-a.md", chapter("See @sec-b, which is {{number x}}.")],
        ["chapters/02-b.md", chapter(`## B {#sec-b}\n\n${long("word ")}`)],
      ]),
      assumptions: new Map<string, string>(),
    };
    expect(() => readSources(project, {}, [])).toThrow("the paragraph has");
  });

  it("what is long as a whole and short in its parts is read", () => {
    const rows = "| a | b |\n| - | - |\n| 1 | 2 |\n".repeat(400);
    expect(
      read({ "chapters/01-a.md": chapter(`${rows}\n${"- item\n".repeat(3000)}\n${"Some words.\n\n".repeat(3000)}`) }),
    ).toBe("");
    expect(read({ "chapters/01-a.md": chapter(`\`\`\`\n${"x".repeat(50_000)}\n\`\`\``) })).toBe("");
  });
});
