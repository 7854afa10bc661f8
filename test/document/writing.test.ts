import { describe, expect, it } from "vitest";
import { readChapters } from "../../src/chapters/index.js";
import { plainText } from "../../src/document/words.js";
import { writeHtml } from "../../src/render/html/index.js";
import { writeMarkdown } from "../../src/render/markdown/index.js";
import { typstSource, writePdf } from "../../src/render/pdf/index.js";
import { chapter } from "../../src/rules/base.js";
import { resolve } from "./resolve.js";

const FILE = "chapters/01-juice.md";

/** The body of a chapter in page, PDF and Markdown; nothing is told of it. */
function written(...parts: string[]): { page: string; pdf: string; markdown: string } {
  const { tree, diagnostics } = resolve({ [FILE]: chapter(...parts) });
  expect(diagnostics).toEqual([]);
  return { page: writeHtml(tree, { fonts: () => "" }), pdf: typstSource(tree).main, markdown: writeMarkdown(tree) };
}

describe("a list of tasks", () => {
  it("says of each item whether it is done", () => {
    const { page, pdf, markdown } = written("- [x] pick {{number given.gw.add.2026 digits=0}}\n- [ ] *press*\n- sell");
    expect(markdown).toContain("- [x] pick 18\n- [ ] *press*\n- sell");
    expect(page).toContain('<li><input type="checkbox" class="task" aria-label="done" checked disabled> pick <a');
    expect(page).toContain('<li><input type="checkbox" class="task" aria-label="open" disabled> <em>press</em></li>');
    expect(page).toContain("list-style: none");
    expect(pdf).toContain('#task(true, "done");');
    expect(pdf).not.toContain("marker: none");
    expect(written("- [x] a\n- [ ] b").pdf).toContain("#list(marker: none, body-indent: 0pt, tight: true,");
  });

  it("is none where the brackets are words", () => {
    expect(written("- [x]y\n- \\[ ] z").page).not.toContain('checkbox" class');
  });
});

describe("index and exponent", () => {
  it("stand behind letters, digits and brackets, with values in them", () => {
    const { page, pdf, markdown } = written(
      "H~2~O, x~max~, m^2^, (a)^-1^, 10^{{number given.gw.add.2026 digits=0}}^, s<sup>2</sup>.",
    );
    expect(markdown).toContain(
      "H<sub>2</sub>O, x<sub>max</sub>, m<sup>2</sup>, (a)<sup>-1</sup>, 10<sup>18</sup>, s<sup>2</sup>.",
    );
    expect(page).toContain('m<sup class="raised">2</sup>');
    expect(page).toMatch(/10<sup class="raised"><a class="value"[^>]*>18<\/a><\/sup>/);
    expect(pdf).toContain('H";#sub[#"2";];');
  });

  it.each([
    "about ~5% and ~3 more",
    "~~gone~~ and left",
    "a ^ b ^ c",
    "2^10 of 3^2",
    "see[^n]\n\n[^n]: Note.",
    "x^[a note] y",
  ])("are none in %j", (text) => {
    const { markdown } = written(text);
    expect(markdown).not.toMatch(/<su[bp]>/);
  });
});

it("a key of a keyboard is one, and a tag alone is told", () => {
  const { page, pdf, markdown } = written("Press <kbd>Ctrl</kbd>+<kbd>C</kbd>.");
  expect(markdown).toContain("Press <kbd>Ctrl</kbd>+<kbd>C</kbd>.");
  expect(page).toContain("<kbd>Ctrl</kbd>+<kbd>C</kbd>");
  expect(pdf).toContain('#key[#"Ctrl";];');
  expect(resolve({ [FILE]: chapter("Press <kbd>Ctrl.") }).diagnostics).toMatchObject([{ rule: "prose/unsupported" }]);
});

it("a quotation says whose words it has, where its last paragraph begins with a dash", () => {
  const { page, pdf, markdown } = written("> Grow.\n>\n> -- *A. Reader*, {{number given.gw.add.2026 digits=0}}");
  expect(page).toMatch(/<blockquote><p>Grow\.<\/p>\n<p class="attribution">— <em>A\. Reader<\/em>, <a class="value"/);
  expect(pdf).toContain('#attribution[#"— ";#emph[#"A. Reader";];');
  expect(markdown).toContain("> Grow.\n>\n> — *A. Reader*, 18");
  for (const text of ["> -- alone", "> -- first\n>\n> then", "> Grow.\n>\n> -5 of them", "Grow.\n\n-- outside"])
    expect(written(text).page, text).not.toContain('class="attribution"');
});

it("a page begins on paper where that is asked for, and nowhere else", () => {
  const { page, pdf, markdown } = written("One.", "\\newpage", "Two.");
  expect(pdf).toContain('#pagebreak(weak: true)\n\n#"Two.";');
  expect(page).toContain('<div class="page-break"></div>');
  expect(markdown).toContain("One.\n\nTwo.");
  for (const text of ["> \\newpage", "One \\newpage two."])
    expect(resolve({ [FILE]: chapter(text) }).diagnostics, text).toMatchObject([{ rule: "prose/unsupported" }]);
});

it("the last line of a quotation says whose words it has, also without an empty line above", () => {
  const attributed = (text: string): boolean => written(text).page.includes('<p class="attribution">— A. Reader');
  for (const text of [
    "> Grow.\n> — A. Reader, 1931",
    "> Grow.\n> -- A. Reader",
    "> “Grow”\n> and wait.”\n> --- A. Reader",
  ])
    expect([text, attributed(text)]).toEqual([text, true]);
  const { page } = written("> Grow.\n> — A. Reader\n\nWords.\n\n> One.\n>\n> Two.");
  expect(page).toMatch(
    /<blockquote><p>Grow\.<\/p>\n<p class="attribution">— A\. Reader<\/p><\/blockquote>\n<p>Words\.<\/p>/,
  );
  for (const text of [
    "> It *is.*\n> — Ada",
    "> It is.[^n]\n> — Ada\n\n[^n]: Note.",
    "> Grow.\n> — [Ada](https://example.org)",
    "> Grow.\n> -- *Ada*, 1843",
    "> Grow.\n> — von Goethe",
    "> Grow.\n> — d’Alembert",
    "> Grow.\n> — de la Cruz",
    "> Grow.\n> — 李白",
  ])
    expect([text, written(text).page.includes('<p class="attribution">— ')]).toEqual([text, true]);
  expect(written("> > In.\n>\n> Out.\n> — Ada\n").page).toContain(
    '<p>Out.</p>\n<p class="attribution">— Ada</p></blockquote>',
  );
  expect(written("> > In.\n> > — Ada\n>\n> Out.").page).toContain(
    '<p>In.</p>\n<p class="attribution">— Ada</p></blockquote>\n<p>Out.</p></blockquote>',
  );
  for (const text of ["> — Bonjour.\n> — Salut !", "> He came.\n> — Bonjour.\n> — Salut !", "> — Oui.\n>\n> — Non."])
    expect([text, written(text).page.includes('class="attribution"')]).toEqual([text, false]);
  for (const text of ["> It grows\n> — A. Reader says so", "> It grows.\n> — and waits", "Grow.\n— A. Reader"])
    expect([text, attributed(text)]).toEqual([text, false]);
});

it.each([
  ["From 2026--2030, or so -- they say---later.", "From 2026\u20132030, or so \u2013 they say\u2014later."],
  ["{{number given.gw.add.2026 digits=0}}--20", "18\u201320"],
  ["**a**--b", "a\u2013b"],
  ["word --\nword", "word \u2013 word"],
  ["Say --only page, -x, `--out`, a-->b, 3 - 2.", "Say --only page, -x, --out, a-->b, 3 - 2."],
  ["--only page", "--only page"],
  ["a \\-- b and \\--only", "a -- b and --only"],
  ["<https://example.org/a--b> and https://example.org/a--b", "https://example.org/a--b and https://example.org/a--b"],
  ['(--only), “--only”, "--only" and ‘--only’', "(--only), “--only”, “--only” and ‘--only’"],
  ["--a,--b, --a/--b; --a;--b", "--a,--b, --a/--b; --a;--b"],
  ["write to a--b@c.org, a--b", "write to a--b@c.org, a\u2013b"],
  ['(a)--b, “a”--b, "a"--"b" and so,---then', "(a)\u2013b, “a”\u2013b, “a”\u2013“b” and so,\u2014then"],
  ["----", undefined],
])("%j has the dashes that Pandoc makes of hyphens", (text, printed) => {
  const { tree } = resolve({ [FILE]: chapter(text) });
  const [first] = tree.chapters[0]?.children ?? [];
  expect(first?.type === "paragraph" ? plainText(first.children) : undefined).toBe(printed);
});

it("what is told behind a dash stands where its file has it", () => {
  const told = (dash: string): number[] =>
    resolve({ [FILE]: chapter(`One ${dash} two ${dash} [three](#none) ${dash} @fig-none.`) })
      .diagnostics.map(({ place }) => place?.start.column ?? 0)
      .sort((a, b) => a - b);
  expect(told("--")).toEqual([21, 33]);
  expect(told("---")).toEqual([23, 36]);
  expect(told("---")).toEqual(told("and"));
});

it("code that is only shown is coloured where its language is known", () => {
  const { page } = written('```json\n{"a": 1}\n```', "```text\nconst\n```");
  expect(page).toContain('{<i class="s">&quot;a&quot;</i>: <i class="n">1</i>}'.replaceAll("&quot;", '"'));
  expect(page).toContain("<pre><code>const</code></pre>");
});

describe("an appendix", () => {
  const files = (...fronts: string[]): Record<string, string> =>
    Object.fromEntries(
      fronts.map((front, i) => [
        `chapters/0${i + 1}-c${i + 1}.md`,
        `---\ntitle: C\n${front}---\n\n## S {#sec-s${i + 1}}\n\nWords.\n`,
      ]),
    );

  it("has a letter, and its sections with it", () => {
    const all = files("", "appendix: true\n", "appendix: true\n");
    all["chapters/01-c1.md"] += "\nSee @sec-c2, @sec-s2 and @sec-s3.\n";
    const { tree, diagnostics } = resolve(all);
    expect(diagnostics).toEqual([]);
    const markdown = writeMarkdown(tree);
    expect(markdown).toContain("See [Appendix A](#sec-c2), [Section A.1](#sec-s2) and [Section B.1](#sec-s3).");
    expect(markdown).toContain("## B C");
  });

  it("stands behind all chapters", () => {
    const told = (...fronts: string[]): string[] =>
      readChapters(new Map(Object.entries(files(...fronts)))).diagnostics.map(
        ({ message, place }) => `${place?.file}:${place?.start.line} ${message}`,
      );
    expect(told("", "appendix: true\n", "")).toEqual([
      "chapters/02-c2.md:3 an appendix before a chapter, chapters/03-c3.md",
    ]);
    expect(told("", "appendix: true\n", "numbered: false\n")).toEqual([]);
    expect(told("", "appendix: maybe\n")).toEqual([expect.stringMatching(/^chapters\/02-c2.md:3 `appendix` is /)]);
    expect(told("", "numbered: false\nappendix: true\n")).toEqual([
      expect.stringMatching(/^chapters\/02-c2.md:4 `appendix` is /),
    ]);
  });
});

describe("lists of figures and tables", () => {
  const files = (lists: string): Record<string, string> => ({
    [FILE]: `---\ntitle: A\nmemo: {title: B, lists: ${lists}}\n---\n\n\`\`\`ts {#tbl-one .table}\n//| caption: "One, {{number given.gw.add.2026 digits=0}}, as in @eq-a."\n[{ a: 1 }];\n\`\`\`\n\n$$ a $$ {#eq-a}\n`,
  });

  it("stand behind the chapters, where there is anything to list", () => {
    const { tree, diagnostics } = resolve(files("[figures, tables]"));
    expect(diagnostics).toEqual([]);
    expect(tree.chapters.map(({ id }) => id)).toEqual(["sec-juice", "sec-list-of-tables"]);
    expect(writeMarkdown(tree)).toContain("## Tables\n\n- [Table 1](#tbl-one): One, 18, as in Equation 1.\n");
    expect(typstSource(tree).main).toContain('#goto("tbl-one", "Table 1");');
  });

  it("have those in quotes, lists and definitions too", () => {
    const table = (id: string): string => `\`\`\`ts {#tbl-${id} .table}\n//| caption: ${id}\n[{ a: 1 }];\n\`\`\``;
    const within = (text: string, first: string, others: string): string =>
      first + text.replaceAll("\n", `\n${others}`);
    const parts = [
      within(table("quoted"), "> ", "> "),
      within(table("listed"), "- ", "  "),
      `Term\n\n${within(table("defined"), ":   ", "    ")}`,
    ];
    const { tree, diagnostics } = resolve({
      [FILE]: `---\ntitle: A\nmemo: {title: B, lists: [tables]}\n---\n\n${parts.join("\n\n")}\n`,
    });
    expect(diagnostics).toEqual([]);
    expect(writeMarkdown(tree)).toContain(
      "## Tables\n\n- [Table 1](#tbl-quoted): quoted\n- [Table 2](#tbl-listed): listed\n- [Table 3](#tbl-defined): defined\n",
    );
  });

  it("are named as there are any", () => {
    const told = (lists: string): string[] =>
      resolve(files(lists)).diagnostics.map(({ message, expected }) => `${message}; ${expected}`);
    expect(told("tables")).toEqual([]);
    expect(told("[pictures]")).toEqual([expect.stringMatching(/`memo.lists` is .*; `figures` or `tables`/)]);
  });
});

it("all of it can be set in the PDF", async () => {
  const { tree } = resolve({
    [FILE]: chapter("H~2~O, m^2^, <kbd>Ctrl</kbd>.", "- [x] a\n- [ ] b", "\\newpage", "Two."),
  });
  expect((await writePdf(tree)).length).toBeGreaterThan(5000);
});
