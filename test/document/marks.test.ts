import { describe, expect, it } from "vitest";
import { LineMap } from "../../src/diagnostic.js";
import { blocks, outline, resolve } from "./resolve.js";

const VALUES = {
  total: 59,
  words: "a & b/c?",
  site: "https://example.org/a b?c=d",
  bad: "javascript:alert(1)",
  rows: [{ n: 1 }, { n: 2 }],
};
const read = (body: string) =>
  resolve({ "chapters/01-a.md": `---\ntitle: A\n---\n\n${body}\n` }, { values: VALUES, claims: { holds: true } });

describe("a value in an address or a title", () => {
  it.each([
    ["[a](https://a.org/{{number total}})", "p <a https://a.org/59 a>"],
    [
      "[a](https://a.org/{{number total}}/x_(y)?q={{text words}}&z=1)",
      "p <a https://a.org/59/x_(y)?q=a%20%26%20b%2Fc%3F&z=1 a>",
    ],
    ["[a](<https://a.org/{{text words}} x>)", "p <a https://a.org/a%20%26%20b%2Fc%3F%20x a>"],
    ["[a]({{site}})", "p <a https://example.org/a%20b?c=d a>"],
    ["[a](mailto:{{text words}}@a.org)", "p <a mailto:a%20%26%20b%2Fc%3F@a.org a>"],
    ["[{{number total}}](https://a.org/{{number total}})", "p <a https://a.org/59 [[q1 59]]>"],
    ['[a](https://a.org "title {{text words}} of {{number total}}")', 'p <a https://a.org "title a & b/c? of 59" a>'],
    ["<https://a.org/{{number total}}>", "p <a https://a.org/59 https://a.org/[[q1 59]]>"],
    ["[a][r]\n\n[r]: https://a.org/{{number total}}", "p <a https://a.org/59 a>"],
    ["[r]\n\n[r]: <https://a.org/{{number total}}> 'title {{number total}}'", 'p <a https://a.org/59 "title 59" r>'],
    ["Plain https://a.org/{{number total}}/x", "p Plain https://a.org/[[q1 59]]/x"],
    ["[a](https://xn--bcher-kva.example/{{number total}}/\u00fc)", "p <a https://xn--bcher-kva.example/59/%C3%BC a>"],
    ["{{#each rows}}[a](https://a.org/{{number n}}){{/each}}", "p <a https://a.org/1 a><a https://a.org/2 a>"],
    ["[a](https://a.org/@fig-x/{{number total}}/@fig-y)", "p <a https://a.org/@fig-x/59/@fig-y a>"],
    ["[a](https://a.org/`{{x}}`)", "p <a https://a.org/%60%7B%7Bx%7D%7D%60 a>"],
  ])("%s", (text, expected) => {
    const { tree, said } = read(text);
    expect(said).toBe("");
    expect(blocks(tree.chapters[0]?.children ?? []).join("\n")).toBe(expected);
  });
});

/** `X` is where it is told, and is taken out. */
const TOLD: readonly (readonly [name: string, rule: string, text: string])[] = [
  ["a value in a note's label", "prose/value-place", "A.[^nX{{number total}}]"],
  ["a value in the label of a note's text", "prose/value-place", "A.\n\n[^X{{number total}}]: B"],
  ["a value in an address's label", "prose/value-place", "[a]\n\n[aX{{number total}}]: https://a.org"],
  ["a value in a heading's id", "prose/heading", "## H X{#sec-{{number total}}}"],
  ["a value among its attributes", "prose/value-place", "## H {#sec-a .bX{{number total}}}"],
  ["a value among a heading's classes", "prose/value-place", "## H {.aX{{number total}}}"],
  ["a reference in a title", "prose/value-place", '[a](https://a.org "as X@sec-a says")'],
  ["a citation in a title", "prose/value-place", '[a](https://a.org "as X[@survey, p. 3]")'],
  ["a value that makes an address what it may not be", "prose/link", "[a](X{{bad}})"],
  ["a value in an address out of the file", "prose/link", "[a](x/X{{number total}})"],
  ["an address without a name", "prose/link", "See [the countX][nope]."],
  ["one with a value in its name", "prose/link", "See [the count][nope X{{number total}}]."],
  ["an address in words that are emphasised", "prose/link", "See [*so*X][nope]."],
  [
    "an address in a caption",
    "prose/link",
    "```ts {#fig-a .chart}\n//| caption: See [aX][nope].\n//| alt: A\nPlot.plot({});\n```",
  ],
  ["a picture", "prose/image", "A X![b](c.png)."],
  ["a picture with a value", "prose/image", "A X![b {{number total}}](c{{number total}}.png)."],
  [
    "a picture in a caption",
    "prose/image",
    "```ts {#fig-a .chart}\n//| caption:\n//|   One\n//|   X![b](c.png)\n//| alt: A\nPlot.plot({});\n```",
  ],
  ["a link that leads nowhere", "prose/unknown-reference", "See [bX](#nope)."],
  ["one by its name", "prose/unknown-reference", "See [b][c].\n\n[cX]: #nope"],
  ["a link out of the file", "prose/link", "See [bX](other.html)"],
  ["one in angle brackets", "prose/link", "See [bX](<other file.html>)"],
  ["one between them alone", "prose/link", "See X<ftp://a.org/x>."],
  ["a word that is no source", "prose/unknown-source", "As X@nobody says."],
  ["a letter that is none", "prose/unknown-source", "As X@b says."],
  ["one in letters of another script", "prose/unknown-source", "As X@\u0431\u0443\u043a\u0432\u0430 says."],
  ["a reference in capitals", "prose/unknown-reference", "See X@Sec-b."],
  ["a reference to nothing", "prose/unknown-reference", "See X@fig-none."],
];

/** What stands before, of the same words, and is not where it is. */
const BEFORE: Readonly<Record<string, (text: string) => string>> = {
  "in a paragraph": (t) => t,
  "after the same in code": (t) => `~~~~text\n${t.replace("X", "")}\n~~~~\n\n${t}`,
  "after the same in a comment": (t) => `<!-- ${t.replace("X", "")} -->\n\n${t}`,
  "after lines of a paragraph": (t) => `One\ntwo {{number total}}\n\n${t}`,
  "after rows": (t) => `{{#each rows}}\n- {{number n}}\n{{/each}}\n\n${t}`,
  "in a branch": (t) => `{{#claim "holds"}}\n\n${t}\n\n{{/claim}}`,
};

describe("is told where it stands:", () => {
  it.each(TOLD)("%s", (_, rule, text) => {
    for (const [name, around] of Object.entries(BEFORE)) {
      const marked = `---\ntitle: A\n---\n\n${around(text)}\n`;
      const at = marked.lastIndexOf("X");
      const chapter = marked.slice(0, at) + marked.slice(at + 1);
      const { line, column } = new LineMap(chapter).at(at);
      const { tree, diagnostics } = resolve(
        { "chapters/01-a.md": chapter },
        { values: VALUES, claims: { holds: true } },
      );
      const found = diagnostics.filter((d) => d.severity === "error");
      expect(
        found.map((d) => `${d.rule} ${d.place?.start.line}:${d.place?.start.column}`),
        name,
      ).toContain(`${rule} ${line}:${column}`);
      expect(
        found.every((d) => d.place?.start.line !== 1),
        name,
      ).toBe(true);
      expect(
        found.filter((d) => d.rule === rule),
        name,
      ).toHaveLength(1);
      expect(JSON.stringify(found) + outline(tree)).not.toMatch(/[\uE000-\uF8FF]/);
    }
  });
});

describe("is printed as it is typed behind a backslash or within a word:", () => {
  it.each([
    ["\\@nobody", "@nobody"],
    ["\\@fig-x and \\@count", "@fig-x and @count"],
    ["\\[@count\\], \\[@count]", "[@count], [@count]"],
    ["me@example.org", "me@example.org"],
    ["a/@scope/package", "a/@scope/package"],
    ["5 @ 3", "5 @ 3"],
    ["[a]\\[nope], [a\\][nope]", "[a][nope], [a][nope]"],
    ["[sic] and [1]", "[sic] and [1]"],
    ["\\[^none]", "[^none]"],
  ])("%s", (text, expected) => {
    const { tree, said } = read(text);
    expect(said).toBe("");
    expect(blocks(tree.chapters[0]?.children ?? [])).toEqual([`p ${expected}`]);
  });
});

it("a tab in a sentence, a heading, a list, a cell or a note is a blank", () => {
  const { tree, said } = read(
    "## A\tb\n\nA\tsentence.[^n]\n\n-\titem\tof\n\n| a\tb | c |\n|---|---|\n| d | e\tf |\n\n[^n]: A\tnote.",
  );
  expect(said).toBe("");
  expect(outline(tree)).not.toContain("\t");
  expect(outline(tree)).toContain("a b | c");
});
