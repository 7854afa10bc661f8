import { describe, expect, it } from "vitest";
import { LineMap } from "../../src/diagnostic.js";
import { outline, resolve } from "./resolve.js";

const VALUES = {
  total: 59,
  none: null,
  word: "apple",
  rows: [
    { n: 1, of: [{ m: 7 }] },
    { n: 2, of: [] },
  ],
  yes: true,
};
const CLAIMS = { holds: true, falls: false };

/** What stands there prints this, in every place. */
const PRINTS: Readonly<Record<string, string>> = {
  "{{number total}}": "59",
  "{{{number total}}}": "59",
  "{{&number total}}": "59",
  "{{& text word}}": "apple",
  "{{word}}": "apple",
  "{{[word]}}": "apple",
  "{{number rows.0.n}}": "1",
  "{{number rows.[0].n}}": "1",
  '{{number (lookup rows.0 "n")}}': "1",
  "{{number 12.5 digits=1}}": "12.5",
  "{{number 12.25 2}}": "12.25",
  "{{number -3}}": "\u22123",
  "{{number 0}}": "0",
  "{{number 1000}}": "1,000",
  '{{"a }} b"}}': "a }} b",
  "{{text 'a {{ b'}}": "a {{ b",
  '{{text "say \\"x\\""}}': 'say "x"',
  '{{text none empty="no"}}': "no",
  "a{{!-- remark }} {{x}} --}}b": "ab",
  "a{{! remark }}b": "ab",
  "a {{~number total~}} b": "a59b",
  "a{{~!-- remark --~}} b": "ab",
  "{{#if total}}yes{{else}}no{{/if}}": "yes",
  "{{#if none}}yes{{^}}no{{/if}}": "no",
  "{{#if none}}a{{else if total}}b{{else}}c{{/if}}": "b",
  "{{#if 0 includeZero=true}}a{{/if}}": "a",
  "{{^if none}}not{{/if}}": "not",
  "{{^if total}}not{{else}}is{{/if}}": "is",
  "{{#unless none}}so{{/unless}}": "so",
  "{{^unless none}}so{{else}}other{{/unless}}": "other",
  "{{#each rows}}{{number n}};{{/each}}": "1;2;",
  "{{#each rows}}{{number this.n}}{{#unless @last}}, {{/unless}}{{/each}}": "1, 2",
  "{{#each rows}}{{number @index}}{{/each}}": "01",
  "{{#each rows as |row at|}}{{number row.n}}{{number at}},{{/each}}": "10,21,",
  "{{#each rows}}{{number ../total}},{{/each}}": "59,59,",
  "{{#each rows}}{{number @root.total}},{{/each}}": "59,59,",
  "{{#each rows}}{{#each of}}{{number m}}{{number ../n}}{{number ../../total}}{{/each}}{{/each}}": "7159",
  "{{#each rows}}{{#if n}}{{number ../total}}{{/if}}{{/each}}": "5959",
  "a{{^each rows}}none{{/each}}b": "ab",
  "{{^each none}}none{{/each}}": "none",
  "{{#with rows.0}}{{number n}}{{/with}}": "1",
  "{{^with none}}none{{/with}}": "none",
  '{{#claim "holds"}}holds{{else}}falls{{/claim}}': "holds",
  '{{#claim "falls"}}holds{{else}}falls{{/claim}}': "falls",
  '{{^claim "falls"}}falls{{/claim}}': "falls",
  '{{^claim "holds"}}falls{{else}}holds{{/claim}}': "holds",
  '{{#claim "falls"}}a{{else claim "holds"}}b{{/claim}}': "b",
  "a {{~#if total~}} yes {{~else~}} no {{~/if~}} b": "ayesb",
  "\\{{total}}": "{{total}}",
  "a\\\\{{number total}}b": "a\\59b",
  "\\{{rows.0.n}}": "{{rows.0.n}}",
};

/** What is wrong there, and how far into it. */
const REFUSED: Readonly<Record<string, readonly [rule: string, at: number]>> = {
  "{{}}": ["prose/handlebars", 0],
  "{{ }}": ["prose/handlebars", 0],
  "{{~~}}": ["prose/handlebars", 0],
  "{{{}}}": ["prose/handlebars", 0],
  "{{#}}x{{/}}": ["prose/handlebars", 0],
  "{{#if yes}}**x{{/if}}**": ["prose/branch", 11],
  "{{#if yes}}x{{else}}y~~{{/if}} ~~": ["prose/branch", 21],
  "{{#if yes}}x{{else}}y{{else}}z{{/if}}": ["prose/handlebars", 21],
  "{{#if yes}}x{{else}}y{{else if yes}}z{{/if}}": ["prose/handlebars", 21],
  "{{#if yes}}x{{^}}y{{else}}z{{/if}}": ["prose/handlebars", 18],
  "{{#each total}}x{{/each}}": ["prose/handlebars", 8],
  "{{#each word}}x{{/each}}": ["prose/handlebars", 8],
  "{{#each yes}}x{{else}}y{{/each}}": ["prose/handlebars", 8],
  "{{^each total}}x{{/each}}": ["prose/handlebars", 8],
  "{{#each 12}}x{{/each}}": ["prose/handlebars", 8],
  "{{#each (number total)}}x{{/each}}": ["prose/handlebars", 8],
  "{{number}}": ["prose/format", 0],
  "{{number total total}}": ["prose/format", 0],
  "{{total}}": ["prose/no-format", 0],
  "{{12.5}}": ["prose/no-format", 0],
  "{{true}}": ["prose/no-format", 0],
  "{{null}}": ["prose/empty-value", 0],
  "{{undefined}}": ["prose/empty-value", 0],
  "{{this}}": ["prose/no-format", 0],
  "{{@index}}": ["prose/empty-value", 0],
  "{{number @index}}": ["prose/empty-value", 0],
  "{{12 total}}": ["prose/unknown-format", 2],
  '{{"a" total}}': ["prose/unknown-format", 2],
  "{{numbr total}}": ["prose/unknown-format", 2],
  "{{log total}}": ["prose/unknown-format", 2],
  "{{__get 0}}": ["prose/unknown-format", 2],
  "{{number (__get 0)}}": ["prose/unknown-format", 9],
  "{{number totl}}": ["prose/unknown-value", 9],
  "{{number ../totl}}": ["prose/unknown-value", 9],
  "{{number @root.totl}}": ["prose/unknown-value", 9],
  "{{number rows.5.n}}": ["prose/unknown-value", 9],
  "{{number total digit=1}}": ["prose/unknown-option", 15],
  "{{number total digits=1.5}}": ["prose/format", 0],
  "{{number total digits=-1}}": ["prose/format", 0],
  '{{number total digits="2"}}': ["prose/format", 0],
  "{{number 1e3}}": ["prose/handlebars", 9],
  "{{number .5}}": ["prose/handlebars", 10],
  "{{number 1,000}}": ["prose/handlebars", 9],
  "{{number 0x10}}": ["prose/handlebars", 9],
  "{{> part}}": ["prose/handlebars", 0],
  "{{#> part}}a{{/part}}": ["prose/handlebars", 0],
  "{{* mark}}": ["prose/handlebars", 0],
  '{{#*inline "x"}}a{{/inline}}': ["prose/handlebars", 0],
  "{{{{raw}}}} {{x}} {{{{/raw}}}}": ["prose/unknown-section", 4],
  "{{#total}}a{{/total}}": ["prose/unknown-section", 3],
  "{{^total}}a{{/total}}": ["prose/unknown-section", 3],
  "{{#5}}a{{/5}}": ["prose/unknown-section", 3],
  '{{#"claim"}}a{{/"claim"}}': ["prose/claim", 3],
  "{{#if}}a{{/if}}": ["prose/handlebars", 3],
  "{{#if total total}}a{{/if}}": ["prose/handlebars", 3],
  "{{^if}}a{{/if}}": ["prose/handlebars", 3],
  "{{#each}}a{{/each}}": ["prose/handlebars", 3],
  "{{#with}}a{{/with}}": ["prose/handlebars", 3],
  "{{#if total by=1}}a{{/if}}": ["prose/unknown-option", 12],
  "{{#claim holds}}a{{/claim}}": ["prose/claim", 3],
  "{{^claim}}a{{/claim}}": ["prose/claim", 3],
  '{{#claim "hold"}}a{{/claim}}': ["prose/unknown-claim", 3],
  '{{^claim "hold"}}a{{/claim}}': ["prose/unknown-claim", 3],
  '{{#claim "falls"}}a{{/claim}}': ["prose/claim-fails", 3],
  "{{else}}": ["prose/handlebars", 0],
  "{{^}}": ["prose/handlebars", 0],
  "{{/if}}": ["prose/handlebars", 0],
  "{{#if total}}a": ["prose/handlebars", 0],
  "{{#if total}}a{{/each}}": ["prose/handlebars", 14],
  '{{#claim "holds"}}a{{#if total}}b{{/if}}': ["prose/handlebars", 0],
  "{{number total": ["prose/handlebars", 0],
  "{{number total}": ["prose/handlebars", 0],
  "{{number (total}}": ["prose/handlebars", 15],
  "{{!-- remark": ["prose/handlebars", 0],
};

/** Places where words stand; `X` is what stands there. In captions a quotation mark would end the text. */
const BODIES: Readonly<Record<string, string>> = {
  paragraph: "Before.\n\nThis X, so.\n\nAfter.",
  "beginning of a paragraph": "Before.\n\nX\n\nAfter.",
  heading: "## Of X {#sec-h}\n\nAfter.",
  emphasis: "An *X* and **so**.",
  list: "- one\n- two X\n\nAfter.",
  quotation: "> one\n> two X\n\nAfter.",
  cell: "| a | b |\n| --- | --- |\n| X | c |\n\nAfter.",
  note: "A note.[^n]\n\n[^n]: On X.\n\nAfter.",
  term: "Term X\n: Text\n\nAfter.",
  link: "See [this X](https://example.org).\n\nAfter.",
};
const FIGURE = "```ts {#fig-a .chart}\n//| caption: C X\n//| alt: A\n//| source: S\nPlot.plot({});\n```\n\nAfter.";
const LINES: Readonly<Record<string, string>> = {
  title: "",
  caption: FIGURE,
  "alternative text": FIGURE.replace("C X", "C").replace("alt: A", "alt: A X"),
  source: FIGURE.replace("C X", "C").replace("source: S", "source: S X"),
};
const PLACES = { ...BODIES, ...LINES };

function memo(place: string, what: string): { text: string; at: number } {
  const body = PLACES[place as keyof typeof PLACES] ?? "";
  const title = place === "title" ? "T X" : "T";
  const text = `---\ntitle: >-\n  ${title}\n---\n\n${body}\n`;
  const at = text.indexOf("X");
  return { text: text.replace("X", () => what), at };
}

const read = (
  place: string,
  what: string,
): { told: string; found: string[]; said: string; expectedAt: (at: number) => string } => {
  const { text, at } = memo(place, what);
  const { tree, diagnostics, said } = resolve({ "chapters/01-a.md": text }, { values: VALUES, claims: CLAIMS });
  const lines = new LineMap(text);
  return {
    told: outline(tree),
    said,
    found: diagnostics.map(({ rule, place: where }) => `${rule} ${where?.start.line}:${where?.start.column}`),
    expectedAt: (offset) => {
      const { line, column } = lines.at(at + offset);
      return `${line}:${column}`;
    },
  };
};

describe.each(Object.keys(PLACES))("in a place for words, %s, each construct of Handlebars", (place) => {
  const other = read(place, "QQQ").told;

  it("prints its value, and swallows nothing", () => {
    for (const [what, printed] of Object.entries(PRINTS)) {
      const { told, said } = read(place, what);
      expect(said, what).toBe("");
      const words = told
        .replace(/\[\[q\d+ (.*?)\]\](?!\])/g, "$1")
        .replaceAll("\u201c", '"')
        .replaceAll("\u201d", '"');
      const expected = other.replaceAll("QQQ", () =>
        place === "alternative text" ? JSON.stringify(printed).slice(1, -1) : printed,
      );
      const flat = (text: string): string =>
        text
          .replaceAll("\\", "")
          .replaceAll("&quot;", '"')
          .replace(/ (?=["\n,>])| +(?= \|)/g, "");
      expect(flat(words), what).toBe(flat(expected));
    }
  });

  it("or is refused where it stands, by itself", () => {
    for (const [what, [rule, at]] of Object.entries(REFUSED)) {
      const { found, told, expectedAt } = read(place, what);
      expect(found, what).toEqual([`${rule} ${expectedAt(at)}`]);
      expect(told).not.toMatch(/[\uE000-\uF8FF]/);
    }
  });
});

describe("a comparison in a section", () => {
  it.each(["gt", "eq", "not"])("%s is refused with where conditions are computed", (name) => {
    const { said } = resolve(
      { "chapters/01-a.md": `---\ntitle: A\n---\n\n{{#if (${name} total 5)}}Yes.{{/if}}\n` },
      { values: VALUES },
    );
    expect(said).toContain(`unknown helper \`${name}\``);
    expect(said).toContain("what a section asks for is computed in a block");
  });
});

describe("a section of a value that could not be had", () => {
  it.each([
    "{{#with rows.7}}{{number n}} {{text word}} {{number total}}{{/with}}",
    "{{#with totl}}{{number n}}{{/with}}",
  ])("%s is refused once, and its own names are not", (text) => {
    const { said } = resolve({ "chapters/01-a.md": `---\ntitle: A\n---\n\n${text}\n` }, { values: VALUES });
    expect(said.match(/^error/gm)).toHaveLength(1);
    expect(said).not.toContain("unknown value `n`");
  });
});
