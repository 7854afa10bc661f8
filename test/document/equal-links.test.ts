import { describe, expect, it } from "vitest";
import { resolve } from "./resolve.js";

/** Markup that gives a message, with how far behind its beginning the message stands. */
const BAD: Readonly<Record<string, readonly [markup: string, at: number]>> = {
  "a link into nowhere": ["[x](#sec-none)", 2],
  "a link out of the file": ["[x](other.md)", 2],
  "a link by reference": ["[x][none]", 2],
  "a picture in a text": ["![x](pictures/x.png)", 0],
  "a note without its text": ["words[^gone]", 5],
};

/** Ways in which text is not printed. `@` stands for it. */
const HIDDEN: Readonly<Record<string, string>> = {
  "a branch": "{{#if none}}@{{/if}}",
  "another branch": "{{#if total}}{{else}}@{{/if}}",
  "a claim that fell": '{{#claim "falls"}}@{{else}}no{{/claim}}',
  "a list without rows": "{{#each none}}@{{/each}}",
  "a branch within one": "{{#if total}}{{#if none}}@{{/if}}{{/if}}",
  "a comment": "{{!-- @ --}}",
  code: "`@`",
};

/** What stands between the two. */
const BETWEEN: Readonly<Record<string, string>> = {
  "the same line": " and ",
  "the next line": "\nand ",
  "the next paragraph": "\n\nAnd ",
  "a list": "\n\n- one\n- two ",
  "a numbered item": "\n\n1. one 1.\n2. ",
  "a quotation": "\n\n> words\n> and ",
  "a cell": "\n\n| a | b |\n|---|---|\n| words | ",
  "a line behind a value": "\n\n{{number total}} and {{number total}}: ",
  "a line behind a mention": "\n\nWords (@sec-a) and: ",
};

/** What stands elsewhere of some. */
const BELOW: Readonly<Record<string, string>> = {
  "a note without its text": "\n\n{{#if none}}\n[^gone]: Words.\n{{/if}}\n",
};

const CLAIM = "\n\n```ts {#falls .claim}\n1 > 2\n```\n";

describe("of two that are equal, the first not printed, the second is told of", () => {
  const ways = Object.entries(HIDDEN);
  const between = Object.entries(BETWEEN);
  // Each way with each kind and each distance with each kind; all of all three would be tried for nothing.
  const pairs = ways.flatMap((way, i) => [0, 3, 6].map((step) => [way, between[(i + step) % between.length]] as const));
  for (const [bad, [markup, at]] of Object.entries(BAD))
    it.each(pairs.map(([way, gap]) => [way[0], gap?.[0], way[1], gap?.[1]] as const))(
      `${bad}, in %s, and on %s`,
      (_, __, around, gap) => {
        const text = `---\ntitle: A\n---\n\nFirst ${around.replace("@", `see ${markup}, so`)}${gap}see ${markup}.${CLAIM}${BELOW[bad] ?? ""}`;
        const { diagnostics } = resolve(
          { "chapters/01-a.md": text },
          { values: { total: 59, none: [] }, claims: { falls: false } },
        );
        const before = text.slice(0, text.lastIndexOf(`see ${markup}`) + 4).split("\n");
        const column = (before.at(-1) ?? "").length + at + 1;
        expect(diagnostics.map(({ rule, place }) => [rule, place?.start])).toEqual([
          [expect.any(String), { line: before.length, column }],
        ]);
      },
    );

  it("of two that are printed, each", () => {
    const { diagnostics } = resolve({
      "chapters/01-a.md": "---\ntitle: A\n---\n\n[x](#sec-none) and [x](#sec-none).\n\n[x](#sec-none)\n",
    });
    expect(diagnostics.map(({ place }) => place?.start)).toEqual([
      { line: 5, column: 3 },
      { line: 5, column: 22 },
      { line: 7, column: 3 },
    ]);
  });
});

/** What is told of when the prose is read, printed or not, with the sign its message stands at. */
const READ: Readonly<Record<string, readonly [markup: string, sign: string]>> = {
  "an unknown value": ["{{number nothing}}", "nothing"],
  "an unknown format": ["{{nonsense total}}", "nonsense"],
  "an unknown section": ["{{#when total}}{{/when}}", "when"],
  "an unknown source": ["[@nobody2020]", "@nobody2020"],
  "a note without text": ["words[^nowhere]", "[^nowhere]"],
};

describe("of two that are equal and told of when the prose is read, each is told of at its own place", () => {
  for (const [bad, [markup, sign]] of Object.entries(READ))
    it.each(Object.entries(HIDDEN))(`${bad}, the first in %s`, (hidden, around) => {
      const first = `First ${around.replace("@", `see ${markup}, so`)}`;
      const text = `---\ntitle: A\n---\n\n${first} and see ${markup}.${CLAIM}`;
      const { diagnostics } = resolve(
        { "chapters/01-a.md": text },
        { values: { total: 59, none: [] }, claims: { falls: false } },
      );
      const column = (from: number): number => `${first} and see ${markup}`.indexOf(sign, from) + 1;
      const columns = [column(first.length)];
      // In a list a name may be a row's, which is known when there are rows.
      const isOpen = bad === "an unknown value" && hidden === "a list without rows";
      if (hidden !== "a comment" && hidden !== "code" && !isOpen) columns.unshift(column(0));
      const told = diagnostics.filter(({ place }) => place?.start.line === 5);
      expect([...new Set(told.map(({ place }) => place?.start.column))].sort((a, b) => Number(a) - Number(b))).toEqual(
        columns,
      );
    });

  it.each([
    ["{{!-- {{number =}} --}} and {{number =}}", 38],
    ["`{{number =}}` and {{number =}}", 29],
    ["{{#if total}}\n{{number total}}\n{{/if}} {{number =}}", 18],
    ["{{number total}} {{number total}} {{number total}} {{number total total=}} {{number total total=}}", 73],
    ["{{~number total~}}\n\n\n{{number total}} {{total.2029}} {{number ]}}", 42],
  ])("what Handlebars can't read, by how far its parser came: %j", (text, column) => {
    const { diagnostics } = resolve(
      { "chapters/01-a.md": `---\ntitle: A\n---\n\n${text}\n` },
      { values: { total: 59 } },
    );
    expect(diagnostics.map(({ place }) => place?.start.column)).toEqual([column]);
  });
});
