import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { figuresOf, visitQuotes } from "../../src/document/tree.js";
import { matchGolden } from "../golden.js";
import { blocks, inlines, outline, type Results, resolve } from "./resolve.js";

const golden = (name: string): string => join(import.meta.dirname, "golden", name);
const fixture = (name: string): string => readFileSync(join(import.meta.dirname, "fixtures", name), "utf8");
const THREE = Object.fromEntries(
  ["01-summary.md", "02-model.md", "03-parts.md"].map((name) => [`chapters/${name}`, fixture(name)]),
);
const HOSTILE = "*b* [x](javascript:1) <script>alert(1)</script> @fig-one [@survey] [^a] {{total}} | `c` \\ &lt;";
const VALUES = {
  total: 59,
  name: "N",
  hostile: HOSTILE,
  rows: [
    { name: "one", gw: 1.5, parts: [{ of: "a" }, { of: "b" }] },
    { name: "two | *not* a cell", gw: 2, parts: [] },
  ],
  none: [],
};

/** One chapter of this text, which must have nothing wrong with it. */
function nodesOf(text: string, results: Results = {}): string {
  const { tree, said } = resolve(
    { "chapters/01-a.md": `---\ntitle: A\n---\n\n${text}\n` },
    { values: VALUES, ...results },
  );
  expect(said).toBe("");
  return blocks(tree.chapters[0]?.children ?? []).join("\n");
}

describe("a memo is numbered and its references followed", () => {
  const { tree, said } = resolve(THREE, { values: VALUES });

  it("without complaint", () => {
    expect(said).toBe("");
  });

  it("as the outline says", () => {
    matchGolden(golden("resolved.txt"), outline(tree));
  });

  it("sections by chapter and level; in a chapter without a number they have none", () => {
    const headings = tree.chapters.flatMap((chapter) => [
      chapter.heading,
      ...chapter.children.filter((node) => node.type === "heading"),
    ]);
    expect(headings.map(({ id, number = "–" }) => `${number} ${id}`)).toEqual([
      "– sec-summary",
      "– sec-alone",
      "– summary-deeper",
      "1 sec-model",
      "1.1 sec-first",
      "1.1.1 sec-deep",
      "1.1.1.1 model-deeper",
      "1.2 model-first",
      "2 sec-parts",
      "2.1 parts-section",
      "2.1.1 parts-deep",
    ]);
  });

  it("footnotes through the memo, one that is referred to twice once", () => {
    expect(tree.footnotes.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(
      outline(tree)
        .match(/\(note \d\)/g)
        ?.join(" "),
    ).toBe("(note 1) (note 2) (note 3) (note 3) (note 4)");
  });

  it("sources that would read alike get letters in the order of the list; those of the register in use are in it", () => {
    expect(tree.references.map(({ key, number }) => `${number} ${key}`)).toEqual([
      "1 many",
      "2 older",
      "3 survey",
      "4 sequel",
      "5 register",
      "6 short",
    ]);
    expect(outline(tree)).toContain("(cite survey=Grid Institute 2026a, p. 3; sequel=Grid Institute 2026b)");
    expect(outline(tree)).toContain("(cite many=Ames, A. et al. 2025, table 2)");
    expect(outline(tree)).toContain("(cite short=Agency n.d.)");
  });

  it("every quoted value is there once, by an id of its own, where it stands in its file", () => {
    const quotes: string[] = [];
    visitQuotes(tree, ({ id, place: { file, start } }) => quotes.push(`${id} ${file}:${start.line}:${start.column}`));
    expect(quotes).toHaveLength(new Set(quotes.map((quote) => quote.split(" ")[0])).size);
    // A title in quotation marks, a footnote, a caption; an alternative text has no node.
    expect(quotes.map((quote) => quote.split(" ")[1]).sort()).toEqual([
      "chapters/01-summary.md:16:30",
      "chapters/01-summary.md:2:18",
      "chapters/02-model.md:18:21",
    ]);
  });

  it("a chapter without a number is referred to by its title, with the values in it", () => {
    const files = { ...THREE, "chapters/04-end.md": "---\ntitle: End\n---\n\nSee @sec-summary.\n" };
    const [, , , end] = resolve(files, { values: VALUES }).tree.chapters;
    expect(blocks(end?.children ?? []).join()).toMatch(/^p See \(→sec-summary .?Summary: 59 GW.?\)\.$/);
  });

  it("an alternative text says what it refers to in words, too", () => {
    const chart =
      "```ts {#fig-a .chart}\n//| caption: C\n//| alt: As @fig-a, in @sec-a [@survey].\nPlot.plot({});\n```\n";
    const { tree } = resolve({ "chapters/01-a.md": `---\ntitle: A\n---\n\n${chart}` });
    expect(outline(tree)).toContain('alt "As Figure 1, in Section 1 (Grid Institute 2026)."');
  });

  it("says what the memo is", () => {
    const line = (text: string): unknown => [{ type: "text", text }];
    expect(tree).toMatchObject({
      title: line("The whole"),
      subtitle: line("In parts"),
      authors: [line("A"), line("B")],
      language: "en-GB",
      description: "In short.",
      notice: line("Made up."),
      date: "2026-03-15",
    });
  });
});

test("the head of a column names its unit as readers see it, and none that each cell prints", () => {
  const columns = [
    { key: "a", label: "A", align: "right", unit: "EUR/year", format: { style: "number" } },
    { key: "b", label: "B", align: "right", unit: "degC" },
    { key: "c", label: "C", align: "right", unit: "EUR/year", format: { style: "unit", to: "EUR/year" } },
    { key: "d", label: "D", align: "right", unit: "%", format: { style: "percent" } },
    { key: "e", label: "E", align: "right", unit: "thousand trips", format: { style: "number" } },
    { key: "f", label: "F", align: "left", unit: "year", format: { style: "text" } },
    { key: "g", label: "G", align: "right", unit: "1" },
  ] as const;
  const text = "```ts {#tbl-units .table}\n//| caption: Units.\n0;\n```";
  const { tree } = resolve(
    { "chapters/01-a.md": `---\ntitle: A\n---\n\n${text}\n` },
    { table: { columns, rows: [[1, 2, 3, 0.4, 5, "6", 7]] } },
  );
  const [table] = figuresOf(tree).map((figure) => figure.table);
  expect(table?.columns.map(({ unit }) => unit)).toEqual([
    "€/year",
    "°C",
    undefined,
    undefined,
    "thousand trips",
    "year",
    undefined,
  ]);
});

test.each([1, 2, 5])("a table of %i columns without rows says so in its first cell", (count) => {
  const columns = Array.from({ length: count }, (_, i) => ({ key: `c${i}`, label: `C${i}`, align: "left" as const }));
  const text = "```ts {#tbl-a .table}\n//| caption: Nothing.\ntable([]);\n```";
  const { tree } = resolve({ "chapters/01-a.md": `---\ntitle: A\n---\n\n${text}\n` }, { table: { columns, rows: [] } });
  const figure = JSON.stringify(tree).match(/"rows":(\[\[.*?\]\])/)?.[1];
  expect(JSON.parse(figure ?? "[]")).toEqual([
    columns.map((_, i) => ({ value: null, text: i === 0 ? "no rows" : "" })),
  ]);
});

describe("Markdown becomes nodes", () => {
  it("of every kind", () => {
    const { tree, said } = resolve({ "chapters/01-nodes.md": fixture("nodes.md") }, { values: VALUES });
    expect(said).toBe("");
    matchGolden(golden("nodes.txt"), outline(tree));
  });

  it("and a value never becomes markup", () => {
    const value = `[[q1 ${HOSTILE}]]`;
    for (const [around, node] of [
      ["{{text hostile}}", `p ${value}`],
      ["*{{text hostile}}*", `p <em ${value}>`],
      ["## {{text hostile}} {#sec-x}", `h2 #sec-x 1.1 ${value}`],
      ["- {{text hostile}}", `ul\n  li\n    p ${value}`],
      ["[{{text hostile}}](https://example.org)", `p <a https://example.org ${value}>`],
      ["`{{text hostile}}`", "p <code {{text hostile}}>"],
      ["| {{text hostile}} |\n| --- |\n| b |", `table left\n  ${value}\n  b`],
    ] as const)
      expect(nodesOf(around)).toBe(node);
  });
});

describe("values stand wherever words do", () => {
  it("in titles, headings, captions, source lines, alternative texts, cells and notes", () => {
    const { tree, said } = resolve(
      {
        "chapters/01-a.md":
          '---\ntitle: "T {{number total}}"\n---\n\n## H {{number total}} {#sec-h}\n\nSee @sec-h.[^n]\n\n[^n]: N {{number total}}.\n\n' +
          "```ts {#fig-a .chart}\n//| caption:\n//|   C {{number total}}\n//|   and {{number total digits=1}}\n//| alt: A {{number total}}\n//| source: S {{number total}}\nPlot.plot({});\n```\n",
      },
      { values: VALUES },
    );
    expect(said).toBe("");
    expect(outline(tree)).toBe(
      `chapter #sec-a 1 T [[q1 59]]
  h2 #sec-h 1.1 H [[q2 59]]
  p See (→sec-h Section 1.1).(note 1)
  chart #fig-a 1
    caption C [[q3 59]] and [[q4 59.0]]
    alt "A 59"
    source S [[q5 59]]
    svg aria-label="A 59"
  code chart fig-a
footnote 1
  p N [[q6 59]].
register gw: gw.add from House 2023
`.replace("\nregister", "\nreference 1 register: Cited by the register alone\nregister"),
    );
  });

  it("a table typed in Markdown has a row for each row of a list", () => {
    expect(
      nodesOf(
        "| Name | GW |\n| --- | ---: |\n{{#each rows}}\n| {{text name}} | {{number gw digits=1}} |\n{{/each}}\n| All | {{number total}} |",
      ),
    ).toBe(`table left right
  Name | GW
  [[q1 one]] | [[q2 1.5]]
  [[q3 two | *not* a cell]] | [[q4 2.0]]
  All | [[q5 59]]`);
  });

  it("each goes into lists, sentences and rows within rows; an empty list has its else", () => {
    expect(nodesOf("{{#each rows}}\n- {{text name}}{{#each parts}}, {{text of}}{{/each}}\n{{/each}}")).toBe(
      "ul\n  li\n    p [[q1 one]], [[q2 a]], [[q3 b]]\n  li\n    p [[q4 two | *not* a cell]]",
    );
    expect(nodesOf("{{#each none}}{{text name}}{{else}}Nothing.{{/each}}")).toBe("p Nothing.");
    expect(nodesOf("{{#if none}}Some.{{else}}None.{{/if}} {{#unless total}}x{{/unless}}{{#with rows}}y{{/with}}")).toBe(
      "p None. y",
    );
  });

  it("a claim's prose is the branch that is true, with its references, notes and figures", () => {
    const text =
      '{{#claim "grows"}}\nIt grows, see @fig-a.[^up]\n{{else}}\nIt shrinks.[^down]\n{{/claim}}\n\n[^up]: Up.\n\n[^down]: Down.\n\n' +
      "```ts {#grows .claim}\n1 < 2\n```\n\n```ts {#fig-a .chart caption=C alt=A}\nPlot.plot({});\n```";
    const of = (holds: boolean): string => {
      const { tree, said } = resolve(
        { "chapters/01-a.md": `---\ntitle: A\n---\n\n${text}\n` },
        { claims: { grows: holds } },
      );
      expect(said).toBe("");
      return outline(tree)
        .split("\n")
        .filter((line) => /^ {2}p|note/.test(line))
        .join("\n");
    };
    expect(of(true)).toBe("  p It grows, see (→fig-a Figure 1).(note 1)\nfootnote 1\n  p Up.");
    expect(of(false)).toBe("  p It shrinks.(note 1)\nfootnote 1\n  p Down.");
  });

  it("a claim in the middle of a sentence, and within another", () => {
    const text =
      'It {{#claim "a"}}is{{else}}is not{{/claim}} so{{#claim "b"}}, {{#claim "a"}}and{{else}}but{{/claim}} true{{else}}{{#claim "a"}}.{{/claim}}{{/claim}}.';
    const chapter = `---\ntitle: A\n---\n\n${text}\n\n\`\`\`ts {#a .claim}\n1 < 2\n\`\`\`\n\n\`\`\`ts {#b .claim}\n1 < 2\n\`\`\`\n`;
    const of = (a: boolean, b: boolean): string => {
      const { tree } = resolve({ "chapters/01-a.md": chapter }, { claims: { a, b } });
      const [first] = tree.chapters[0]?.children ?? [];
      return first?.type === "paragraph" ? inlines(first.children) : "";
    };
    expect([of(true, true), of(false, true)]).toEqual(["It is so, and true.", "It is not so, but true."]);
  });
});

const BLOCKS = "```ts {#fig-one .chart caption=C alt=A}\nPlot.plot({});\n```\n\n```ts {#holds .claim}\n1 < 2\n```\n";

describe("what is wrong is said at its place", () => {
  it.each([
    ["unknown-reference", "Text @fig-on, @sec-nowhere and [x](#sec-nowhere)."],
    ["unknown-footnote", "A note.[^missing] Another in `[^code]`."],
    ["unknown-citation", "Cited: [@survy, p. 2; @nobody-at-all], and @survy in passing."],
    [
      "links",
      "Out: [a](other.html), [b](javascript:alert), [c](../x.md), [d](ftp://example.org), [e](mailto:a@example.org).",
    ],
    ["image", "A ![picture](a.png)."],
    ["heading-levels", "# One\n\n## Two\n\n#### Four\n\n## Two\n\n### Three"],
    ["ids-twice", "## A {#sec-same}\n\n## B {#sec-same}\n\n## C {#fig-one}\n\n## D {#sec-a}"],
    ["claim-without-else", '{{#claim "holds"}}It holds, by {{number total}}.{{/claim}}'],
    ["row-in-each", "{{#each rows}}\n- {{text nam}}\n{{/each}}"],
    ["caption", ""],
  ])("%s", (name, text) => {
    const caption =
      name === "caption"
        ? '```ts {#fig-two .chart}\n//| caption: C {{number totl}} @fig-on\n//| alt:\n//|   A {{number total}}\n//|   {{times hostile}}\n//| source: "[@survy]"\nPlot.plot({});\n```\n'
        : "";
    const { said } = resolve(
      { "chapters/01-a.md": `---\ntitle: A\n---\n\n${text}\n\n${BLOCKS}\n${caption}` },
      { values: VALUES, claims: { holds: false } },
    );
    matchGolden(golden(`resolve-${name}.txt`), `${said}\n`);
  });

  it.each([
    ["underlined", "One\n===\n\nText."],
    ["in a list", "- # One\n\nText."],
    ["in a quotation", "> # One\n\nText."],
    ["that skips a level in a list", "- text\n\n  ### One"],
  ])("a heading %s", (_, text) => {
    const { diagnostics } = resolve({ "chapters/01-a.md": `---\ntitle: A\n---\n\n${text}\n` });
    expect(diagnostics.map(({ rule, place }) => `${rule} ${place?.start.line}`)).toEqual([
      `prose/heading ${text.startsWith("- text") ? 7 : 5}`,
    ]);
  });

  it("at the second place of two that are written alike", () => {
    const { diagnostics } = resolve(
      { "chapters/01-a.md": "---\ntitle: A\n---\n\n`[a](#no)` then [a](#no), [a](#no).\n\nOne[^x] two[^x].\n" },
      { values: VALUES },
    );
    expect(diagnostics.map(({ rule, place }) => `${rule} ${place?.start.line}:${place?.start.column}`)).toEqual([
      "prose/footnote 7:4",
      "prose/footnote 7:12",
      "prose/unknown-reference 5:19",
      "prose/unknown-reference 5:29",
    ]);
  });

  it("in the branch that isn't printed too, before a change of assumptions prints it", () => {
    const { diagnostics } = resolve(
      {
        "chapters/01-a.md": `---\ntitle: A\n---\n\n{{#claim "holds"}}Yes.{{else}}No: @fig-on, [@survy], {{number totl}}.{{/claim}}\n\n${BLOCKS}`,
      },
      { values: VALUES, claims: { holds: true } },
    );
    expect(diagnostics.map(({ rule }) => rule).sort()).toEqual([
      "prose/unknown-reference",
      "prose/unknown-source",
      "prose/unknown-value",
    ]);
  });
});
