import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeHtml } from "../../src/render/html/index.js";
import { writeMarkdown } from "../../src/render/markdown/index.js";
import { typstSource } from "../../src/render/pdf/source.js";
import { ROOT } from "../cli/memo.js";
import { resolve } from "./resolve.js";

const told = (text: string, title = "A"): string[] =>
  resolve({ "chapters/01-a.md": `---\ntitle: ${title}\n---\n\n${text}\n` }, { values: { total: 59 } }).diagnostics.map(
    ({ rule, severity, place, message }) =>
      `${place?.start.line}:${place?.start.column} ${severity} ${rule} ${message}`,
  );

/** What each is taken for, with spellings of it within a line. */
const INLINE: Readonly<Record<string, readonly string[]>> = {
  TeX: ["\\(x^2\\)", "\\[\\frac{a}{b}\\]"],
  mathematics: ["$ab$", "$Nk!$"],
  "a command of TeX": ["\\ref{fig-x}", "\\textbf{bold}", "\\newpage", "\\cite[p. 3]{survey}"],
  "struck text between single tildes": ["~gone~", "~no more~"],
  "marked text": ["==mark==", "==two words=="],
  "inserted text": ["++new++"],
  "a raw format": ["`code`{=html}"],
  "an address with a blank in it": ["<https://example.org/a b>"],
  "a link whose address has a blank in it": [
    "[a](https://example.org/a b)",
    '[a](https://example.org/a b "title")',
    "[a](https://example.org/{{number total}}/a b)",
  ],
  "a link that runs or opens something": [
    "[a](javascript:alert(1))",
    "[a](data:text/html,b)",
    "[a](file:///etc/hosts)",
    "[a](VBScript:b)",
  ],
  "a character's name, and none has it": ["&bogus;"],
  "a mark of changes": ["{++new++}", "{--old--}", "{>>said<<}"],
  "an emoji's name": [":smile:", ":+1:", ":white_check_mark:"],
  "a wiki link": ["[[wiki]]", "[[Page|words]]"],
  "a file put in": ["![[picture.png]]"],
  HTML: ["<kbd>", "</kbd>", "<b>", '<span class="x">', "<img src=x.png>", "<hr/>", "<sub>", "<DIV>"],
  "a custom element": ["<x-y>", "</x-y>", "<my-chart data='a'>", "<a-b-c/>"],
  "a component": ["<Chart data={x} />", "</Chart>", '<Tabs value="a">'],
  attributes: ["[words]{.class}", "word{#id}", "[a](https://example.org){target=_blank}", "`code`{.r}"],
  "a tag of another template language": ["{% include x.md %}", "<%= x %>"],
  "a value of a template string": [`${"$"}{total}`, `${"$"}{a.b}`],
  "code to run": ["`r mean(x)`", "`{python} x`"],
  "a comment": ["%%hidden%%"],
};

const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  "a fenced division": ["::: {.callout-note}\nText.", ":::note\nText."],
  "an admonition": ["!!! note\n    Text.", '??? tip "Title"\n    Text.'],
  "a directive": [".. note:: Text."],
  "a place for a table of contents": ["[TOC]", "[[toc]]", "[[_TOC_]]"],
  "an abbreviation's meaning": ["*[HTML]: Hypertext."],
  "a heading without a blank behind its signs": ["##Words", "###Two words"],
  "front matter inside a chapter": [
    "---\ntitle: Two\n---",
    "---\ntitle: Two\nauthors:\n  - A\nmemo:\n  step: year\n---",
  ],
  "an example list": ["(@) First.", "(@good) First."],
  "a bullet": ["• one\n• two"],
  "a grid table": ["+---+---+\n| a | b |\n+---+---+"],
  "a table between lines": ["a    b\n---- ----\n1    2"],
  "a table without its line of dashes": ["| a | b |\n| 1 | 2 |"],
  "a table whose line of dashes has other cells than its head": ["| a | b | c |\n|---|---|\n| 1 | 2 |"],
  verse: ["| a line\n| another"],
  "a list with letters": ["a. one\nb. two", "(1) one\n(2) two", "i. one\nii. two", "#. one\n#. two"],
  "a comment": ["%% hidden"],
  "a link's address, to which nothing leads: it is lost": ["[nobody]: https://example.org"],
};

describe("what would be printed as it is typed is told, with what it is and where", () => {
  const places: readonly ((words: string) => string)[] = [
    (words) => `Before ${words} after.`,
    (words) => `## A heading ${words} of words`,
    (words) => `- an item\n- with ${words} in it`,
    (words) => `> Said with ${words} in it.`,
    (words) => `| head |\n| --- |\n| a ${words.replaceAll("|", "\\|")} b |`,
    (words) => `A note.[^n]\n\n[^n]: With ${words} in it.`,
    (words) => `\`\`\`ts {#fig-a .chart}\n//| caption: Of ${words} here.\n//| alt: A\nPlot.plot({});\n\`\`\``,
  ];
  for (const [name, spellings] of Object.entries(INLINE))
    it(name, () => {
      for (const words of spellings) {
        // All places in one chapter: reading it costs more than what is looked for.
        const text = places.map((place) => place(words)).join("\n\n");
        const found = told(text).filter(
          (line) =>
            line.includes(`prose/unsupported \``) && line.includes(`looks like ${name}, which is printed as it stands`),
        );
        const shown = words.replaceAll("|", "\\|");
        const lines = text.split("\n").flatMap((one, n) => (one.includes(words) || one.includes(shown) ? [n + 5] : []));
        expect(lines).toHaveLength(places.length);
        const at = new Set(found.map((line) => Number.parseInt(line, 10)));
        expect(
          lines.filter((line) => !at.has(line)),
          `${words}\n${found.join("\n")}`,
        ).toEqual([]);
      }
    });

  for (const [name, spellings] of Object.entries(BLOCKS))
    it(`${name}, as a block`, () => {
      for (const words of spellings) {
        const found = told(`Text.\n\n${words}\n\nText.`).filter((line) => line.includes("prose/unsupported"));
        expect(found[0], words).toMatch(/^[78]:\d+ warning prose\/unsupported /);
        expect(
          found.some((line) => line.includes(`looks like ${name}, which is printed`)),
          `${words}\n${found.join("\n")}`,
        ).toBe(true);
      }
    });

  it("as it is typed, without a comment in it", () => {
    expect(told("Say $a<!-- once -->b$ now.")).toEqual([expect.stringContaining("`$ab$` looks like mathematics")]);
  });

  it("a note inside a link, which is none then", () => {
    expect(told("See [words[^n]](https://example.org).\n\n[^n]: Note.")).toEqual([
      expect.stringMatching(/^5:5 warning prose\/unsupported .* looks like a note inside a link/),
    ]);
  });

  it.each(["One.\n\nTwo.", "- one\n- two", "One:\n\n1. two"])(
    "blocks where one line of text is wanted: %j",
    (summary) => {
      const lines = summary
        .split("\n")
        .map((line) => `  ${line}`)
        .join("\n");
      const { said } = resolve({ "chapters/01-a.md": `---\ntitle: A\nsummary: |\n${lines}\n---\n\nText.\n` });
      expect(said).toMatch(
        /chapters\/front-matter\] chapters\/01-a.md:3:10\n +`summary` is (?:a list|several paragraphs)/,
      );
    },
  );

  it.each(["Table: Words.", ": Words."])("a table's caption, %s", (line) => {
    expect(told(`| a | b |\n|---|---|\n| 1 | 2 |\n${line}`)).toEqual([
      expect.stringMatching(
        /^8:1 warning prose\/unsupported .* looks like a table's caption, which is printed as it stands/,
      ),
    ]);
  });

  it.each([
    "{{number total digits=0}}. The first",
    "{{#if total}}\n{{number total digits=0}}. The first\n{{/if}}",
    '{{#with given}}\n{{~format total "number 0"}}) The first\n{{/with}}',
    "> {{number total digits=0}}. The first",
    "- {{number total digits=0}}. The first",
  ])("a value in the place of a list's number: %s", (text) => {
    expect(told(text).filter((one) => one.includes("unsupported"))).toEqual([
      expect.stringMatching(/ warning prose\/unsupported .* looks like the number of a list's item, which is printed/),
    ]);
  });

  it.each(["dot", "graphviz"])("a diagram in %s that says nothing of itself", (language) => {
    expect(told(`\`\`\`${language}\nx\n\`\`\``)).toEqual([
      `5:1 error prose/drawn-fence a diagram in \`${language}\` without an id, a caption and an alternative text`,
    ]);
  });

  it.each(["mermaid", "plantuml", "math"])("a fence in %s", (language) => {
    expect(told(`\`\`\`${language}\nx\n\`\`\``)).toEqual([
      `5:1 error prose/drawn-fence a fence in \`${language}\`, which other programs draw`,
    ]);
  });

  it("in the front matter, and in a branch that is not printed", () => {
    expect(told("Text.", '"Of ==water=="')).toHaveLength(1);
    expect(told("{{#if total}}Yes.{{else}}With <kbd> in it.{{/if}}")).toHaveLength(1);
  });
});

describe("plain words are left alone", () => {
  it.each([
    "It comes to\n{{number total digits=0}}. Then more.",
    "{{number total digits=0}}\\. Auflage",
    "{{number total digits=0}}.",
    "{{number total digits=0}}.5 and more",
    "It costs $5 and $6, or US$5 million, A$7 and NZ$8; $5/$6 a head, $5-$6 each, $1.5bn or $2bn.",
    "Revenue ($m) and cost ($m), in $ per kg and $ per t, in 5$ and 6$; USD ($), EUR (€), pesos ($).",
    `Prices are {{number total}} and ${"$"}{{number total}} to ${"$"}{{number total}}.`,
    "Tickers $AAPL and $MSFT, a path $HOME/bin and C:\\Users\\name, restaurants from $$ to $$$.",
    "About ~5 to ~10 of them, 5~10 or so, ~10% and ~20%; a ~ b ~ c.",
    "2^10 and 2^20, a^2+b^2, x^n and y^n; a == b and c == d, x==1 and y==2; C++ and g++.",
    "At 10:30:45, a ratio 1:2:3, `a::b::c`, std::vector::size, 09:00:, note: this: that.",
    "Less than <100 ms, a < b > c, Map<String>, <draft>, <Your Name>, <https://example.org/b>, <a@b.org>.",
    "A set {a, b}, {Apache 2.0}, {.5}, {}, { x }, 100%% sure, 5 % of 10 %, AT&T &amp; R&D.",
    "See [1], [sic], [a](https://example.org), [b][c].\n\n[c]: https://example.org",
    "Cited [@survey][^n], [@survey; @older].\n\n[^n]: A note.",
    "In code: `$x$`, `H~2~O`, `<kbd>`, `{.class}`, `[[x]]`, `==a==`, `x^2^`.\n\n    $x$ <b> {.class} H~2~O\n\n```text\n$x$ > [!NOTE] <b>\n```",
    "Escaped: \\$x\\$, \\==mark\\==, \\<kbd>, H\\~2\\~O, x\\^2\\^, \\[[x]], \\{.class}, \\:smile:, \\[sic\\] and \\(so\\).",
    "- one\n- two\n\n1. one\n2. two\n\n> Quoted.\n\nTerm\n: Meaning.\n\n---\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
    "A. Grower wrote it. I. Newton read it.\nb. is not a list, nor is\nthis.",
    "A sum of 3 + 4 = 7, an x-y plot, +++ and ---, `a|b`, or a || b, -- and ---.",
    "Hard\\\nbreak, a\\*b, **bold**, __bold__, ~~gone~~, [link](https://example.org/~a~b_{c}^d^).",
    "Line with a break<br>and another<br/>one.",
    "It is 10^-3 or 10^{-3}; [x] marks; @sec-a; a* and b*; 50% (net).",
  ])("%s", (text) => {
    expect(told(text)).toEqual([]);
  });

  it("the memo of this repository and what `memo init` writes", () => {
    for (const folder of ["chapters", "src/cli/starter/chapters"])
      for (const name of readdirSync(join(ROOT, folder))) {
        const { diagnostics } = resolve({ [`chapters/${name}`]: readFileSync(join(ROOT, folder, name), "utf8") });
        expect(
          diagnostics.filter(({ rule }) => /unsupported|alike|footnote/.test(rule)),
          name,
        ).toEqual([]);
      }
  });
});

it("a `<br>` breaks the line, in text and in cells, in every output", () => {
  const { tree, said } = resolve({
    "chapters/01-a.md": "---\ntitle: A\n---\n\nOne<br>two.\n\n| a<br />b |\n| --- |\n| c<BR>d |\n",
  });
  expect(said).toBe("");
  expect(writeHtml(tree, { fonts: () => "" }).match(/One<br>two|a<br>b|c<br>d/g)).toHaveLength(3);
  expect(writeMarkdown(tree).match(/One\\\ntwo|a<br>b|c<br>d/g)).toHaveLength(3);
  expect(typstSource(tree).main.match(/#linebreak\(\);/g)).toHaveLength(3);
});
