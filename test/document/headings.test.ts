import { describe, expect, it } from "vitest";
import type { MemoTree } from "../../src/document/tree.js";
import { writeHtml } from "../../src/render/html/index.js";
import { writeMarkdown } from "../../src/render/markdown/index.js";
import { typstSource } from "../../src/render/pdf/source.js";
import { type Results, resolve } from "./resolve.js";

const CLAIM = "```ts {#holds .claim}\n1 < 2\n```";
const VALUES = {
  total: 59,
  other: 60,
  name: "north",
  rows: [
    { name: "East", gw: 1 },
    { name: "West", gw: 2 },
  ],
};

const read = (body: string, results: Results = {}): { tree: MemoTree; told: string[] } => {
  const { tree, diagnostics } = resolve(
    { "chapters/01-harvest.md": `---\ntitle: Harvest\n---\n\n${body}\n\n${CLAIM}\n` },
    { values: VALUES, claims: { holds: true }, ...results },
  );
  return {
    tree,
    told: diagnostics.map(
      ({ rule, severity, place, message }) =>
        `${place?.start.line}:${place?.start.column} ${severity} ${rule} ${message}`,
    ),
  };
};

/** "1.1 harvest-costs Costs" for each heading of the body. */
const headings = ({ chapters }: MemoTree): string[] =>
  chapters.flatMap(({ children }) =>
    children.flatMap((node) =>
      node.type === "heading"
        ? [
            `${node.number ?? "–"} ${node.id} ${node.children.map((child) => ("text" in child ? child.text : "*")).join("")}`,
          ]
        : [],
    ),
  );
const ids = (body: string, results?: Results): string[] =>
  headings(read(body, results).tree).map((line) => line.split(" ")[1] ?? "");

describe("attributes behind a heading", () => {
  const FORMS = [
    ["{#sec-x}", "1.1 sec-x"],
    ["{.unnumbered}", "– harvest-words"],
    ["{-}", "– harvest-words"],
    ["{#sec-x .unnumbered}", "– sec-x"],
    ["{.unnumbered #sec-x}", "– sec-x"],
    ["{#sec-x -}", "– sec-x"],
    ["{ #sec-x }", "1.1 sec-x"],
  ] as const;
  const SHAPES: readonly ((attributes: string) => string)[] = [
    (a) => `## Words ${a}`,
    (a) => `## Words ${a} ##`,
    (a) => `## *Words* ${a}  `,
    (a) => `Words ${a}\n---`,
    (a) => `## Words{{#claim "holds"}}{{else}} not{{/claim}} ${a}`,
  ];
  for (const [form, expected] of FORMS)
    it(`${form} are read, in every shape of heading, and printed nowhere`, () => {
      for (const shape of SHAPES) {
        const { tree, told } = read(shape(form));
        expect(told, shape(form)).toEqual([]);
        expect(headings(tree)[0]?.replace(/ [^ ]*$/, ""), shape(form)).toBe(expected);
        const written = [writeMarkdown(tree), writeHtml(tree, { fonts: () => "" }), typstSource(tree).main];
        for (const text of written) expect(text).not.toMatch(/\{[#.-]|[\uE000-\uF8FF]/);
      }
    });

  it("behind a backslash, and a backslash at the end, are words", () => {
    for (const shape of [(words: string) => `## Words ${words}`, (words: string) => `Words ${words}\n---`])
      for (const [words, printed] of [
        ["\\{#x\\}", "Words {#x}"],
        ["\\", "Words \\"],
        ["\\\\", "Words \\"],
      ] as const) {
        const { tree, told } = read(shape(words));
        expect(told, words).toEqual([]);
        expect(headings(tree)[0], words).toBe(`1.1 harvest-words${words.includes("x") ? "-x" : ""} ${printed}`);
      }
  });

  it.each(["##", "## ", "##   ", "## ##", "## {#sec-x}"])("without words are refused at their line: %j", (line) => {
    const { told } = read(`Text.\n\n${line}\n\nText.`);
    expect(told[0]).toMatch(/^7:1 error prose\/heading a heading without words/);
  });

  it.each([
    ["## Words {.class}", "5:11", "`.class` is no attribute of a heading"],
    ["## Words {#sec-x .class}", "5:18", "`.class` is no attribute of a heading"],
    ["## Words {data-x=1}", "5:11", "`data-x=1` is no attribute of a heading"],
    ["## Words {#Sec A}", "5:16", "cannot read `A` in the attributes of a heading"],
    ["## Words {#}", "5:11", "cannot read `#` in the attributes of a heading"],
    ["## Words {#a #b}", "5:14", "cannot read `#b` in the attributes of a heading"],
    ["## Words {#sec-{{total}}}", "5:10", "an id with a value in it"],
    ["Words {.class}\n---", "5:8", "`.class` is no attribute of a heading"],
  ])("%s is refused at its place", (heading, place, message) => {
    expect(read(heading, {}).told.filter((line) => line.includes("prose/heading"))).toEqual([
      `${place} error prose/heading ${message}`,
    ]);
  });

  it.each(["## The set {a, b}", "## Licence {Apache 2.0}", "## Share {.5}", "## Braces {}", "## Of {{number total}}"])(
    "%s holds none",
    (heading) => {
      expect(read(heading).told).toEqual([]);
    },
  );

  it("a section without a number doesn't count, and its own have none", () => {
    expect(headings(read("## A\n\n## B {-}\n\n### C\n\n#### D\n\n## E\n\n### F").tree)).toEqual([
      "1.1 harvest-a A",
      "– harvest-b B",
      "– harvest-c C",
      "– harvest-d D",
      "1.2 harvest-e E",
      "1.2.1 harvest-f F",
    ]);
  });
});

describe("an id that is made from a heading", () => {
  it.each([
    ["## Costs of 2026", "harvest-costs-of-2026"],
    ["## The harvest comes to {{number total}}", "harvest-the-harvest-comes-to"],
    ["## {{text name}} and {{number total}} more", "harvest-and-more"],
    ['## It {{#claim "holds"}}fits{{else}}does not fit{{/claim}} in 2027', "harvest-it-in-2027"],
    ["## Costs^[{{number total}}] [@survey] of @sec-harvest", "harvest-costs-of"],
    ["## *Costs* of `code` and [a link](https://example.org)", "harvest-costs-of-code-and-a-link"],
    ["## Crème brûlée", "harvest-creme-brulee"],
    ["## 概要", "harvest-概要"],
    ["## Обзор и итоги", "harvest-обзор-и-итоги"],
    ["## がく", "harvest-がく"],
    ["## ::", "harvest-u3a-u3a"],
    ["## {{number total}}", "harvest-section"],
  ])("%s is %s, whatever the values", (heading, id) => {
    expect(ids(heading)).toEqual([id]);
    expect(ids(heading, { values: { ...VALUES, total: 1234, name: "south" }, claims: { holds: false } })).toEqual([id]);
  });

  it("stays when another heading is put before it", () => {
    const words = ["概要", "展望", "::", "!?", "Costs", "Обзор", "Ωμέγα", "数 2026", "α & β"];
    const alone = words.flatMap((text) => ids(`## ${text}`));
    expect(new Set(alone).size).toBe(words.length);
    expect(ids(words.map((text) => `## ${text}`).join("\n\n"))).toEqual(alone);
    expect(
      ids(
        words
          .toReversed()
          .map((text) => `## ${text}`)
          .join("\n\n"),
      ),
    ).toEqual(alone.toReversed());
  });

  it("is led to from page, PDF and Markdown alike", () => {
    const { tree, told } = read("## 概要\n\nSee [there](#harvest-概要), [there](#harvest-%E6%A6%82%E8%A6%81).");
    expect(told).toEqual([]);
    // From the contents too.
    expect(writeMarkdown(tree).match(/\(#harvest-概要\)/g)).toHaveLength(3);
    expect(writeHtml(tree, { fonts: () => "" }).match(/href="#harvest-概要">there/g)).toHaveLength(2);
    expect(typstSource(tree).main.match(/#to\("harvest-概要"[),]/g)).toHaveLength(2);
  });

  it("names a row by what it is called, not by its numbers", () => {
    expect(ids("{{#each rows}}\n## {{text name}}: {{number gw}}\n\nText.\n\n{{/each}}")).toEqual([
      "harvest-east",
      "harvest-west",
    ]);
  });

  it("that is taken is told, at the second heading", () => {
    expect(read("## Costs\n\n## Costs").told).toEqual([
      "7:1 warning prose/alike-headings the id `harvest-costs`, made from this heading's words, is taken; `harvest-costs-2` would move with what is written before",
    ]);
    expect(read("## Costs\n\n## Other {#harvest-costs}").told).toHaveLength(1);
    expect(read('{{#claim "holds"}}\n\n## Costs\n\n{{else}}\n\n## Costs\n\n{{/claim}}').told).toEqual([]);
    expect(read("## Costs\n\n## Costs {#sec-costs}").told).toEqual([]);
  });
});
