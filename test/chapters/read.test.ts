import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readChapters } from "../../src/chapters/index.js";
import { formatDiagnostics } from "../../src/diagnostic.js";
import { matchGolden } from "../golden.js";

const golden = (name: string): string => join(import.meta.dirname, "golden", name);
const read = (files: Record<string, string>) => readChapters(new Map(Object.entries(files)));

const GOOD = `---
title: Supply
summary: What comes online.
---
First paragraph.

\`\`\`ts {#stock}
//| title: Stock
const stock = 1;
\`\`\`

- item

  \`\`\`ts {#fig-a .chart expensive}
  //| caption: A long caption
  //|   on two lines
  //| alt: "what it shows"
  Plot.plot({});
  \`\`\`

> \`\`\`formula {#eq-x}
> f(a) = a * 2
> \`\`\`

\`\`\`
plain {{code}}
\`\`\`
`;

describe("a chapter's blocks", () => {
  const { chapters, diagnostics } = read({ "chapters/06-supply.md": GOOD });
  const [chapter] = chapters;
  const block = (id: string) => chapter?.blocks.find((b) => b.id === id);

  it("are read without complaint", () => {
    expect(diagnostics).toEqual([]);
    expect(chapter?.blocks.map((b) => [b.id, b.kind])).toEqual([
      ["stock", "compute"],
      ["fig-a", "chart"],
      ["eq-x", "formula"],
    ]);
  });

  it("know the line and the indentation of their code", () => {
    expect(block("stock")).toMatchObject({ line: 8, indents: [0, 0], code: "//| title: Stock\nconst stock = 1;" });
    expect(block("fig-a")).toMatchObject({ line: 15, indents: [2, 2, 2, 2] });
    expect(block("eq-x")).toMatchObject({ line: 22, indents: [2], code: "f(a) = a * 2" });
  });

  it("take options in quotation marks without them", () => {
    expect(block("fig-a")?.options.get("alt")).toMatchObject({
      text: "what it shows",
      place: { start: { line: 17, column: 13 } },
    });
  });

  it("take options from the braces and from their head, joined over lines with a place for each piece", () => {
    const options = block("fig-a")?.options;
    expect(options?.get("expensive")?.text).toBe("true");
    expect(options?.get("caption")).toMatchObject({
      text: "A long caption on two lines",
      place: { start: { line: 15, column: 16 } },
      pieces: [{ offset: 15, place: { start: { line: 16, column: 9 } } }],
    });
  });

  it("leave a marker in the prose, line for line", () => {
    const body = GOOD.split("\n").slice(4);
    const prose = chapter?.prose.split("\n") ?? [];
    expect(prose).toHaveLength(body.length);
    expect(prose[3]).toBe("\ue0000\ue001");
    expect(prose.join("\n")).not.toContain("{{code}}");
    expect(chapter?.fences[3]).toEqual({
      type: "verbatim",
      text: "plain {{code}}",
      language: "",
      place: { file: "chapters/06-supply.md", start: { line: 25, column: 1 }, end: { line: 25, column: 4 } },
    });
  });
});

it("orders chapters by number, not by the order files come in", () => {
  const text = "---\ntitle: T\n---\n";
  const { chapters } = read({ "chapters/10-b.md": text, "chapters/2-a.md": text });
  expect(chapters.map((c) => [c.slug, c.number])).toEqual([
    ["a", 1],
    ["b", 2],
  ]);
});

it("gives positions of the file for CRLF line ends and a byte-order mark", () => {
  const { chapters } = read({ "chapters/01-a.md": `\uFEFF${GOOD.replaceAll("\n", "\r\n")}` });
  expect(chapters[0]?.blocks.map((b) => b.line)).toEqual([8, 15, 22]);
});

const BAD: Record<string, string> = {
  "no-front-matter": "Text.\n",
  "no-title": "---\nsummary: x\n---\n",
  "front-matter": "---\ntitle: [a]\nsumary: x\nnumbered: maybe\nmemo:\n  autors: [a]\n---\n",
  "front-matter-syntax": "---\ntitle: a\ntitle: b\n---\n",
  "no-id": "---\ntitle: T\n---\n```ts {.chart}\n1\n```\n",
  "bad-braces": "---\ntitle: T\n---\n```ts {#a =x}\n1\n```\n\n```ts {#b\n1\n```\n",
  "unknown-class": "---\ntitle: T\n---\n```ts {#a .chrat}\n1\n```\n",
  "other-language": "---\ntitle: T\n---\n```js {#a}\n1\n```\n\n```{python}\n1\n```\n",
  "drawn-elsewhere": "---\ntitle: T\n---\n```{mermaid}\na\n```\n\n```dot {#a}\na\n```\n",
  unclosed: "---\ntitle: T\n---\nText\n\n```ts {#a}\nconst x = 1;\n",
  "duplicate-id": "---\ntitle: T\n---\n```ts {#a}\n1\n```\n\n```ts {#a}\n2\n```\n",
  "unknown-option": "---\ntitle: T\n---\n```ts {#t .table}\n//| capton: x\n//| caption: y\n//| nonsense\n[]\n```\n",
  "no-alternative-text": "---\ntitle: T\n---\n```ts {#fig-a .chart}\n//| caption: x\nPlot.plot({})\n```\n",
  "option-twice": '---\ntitle: T\n---\n```ts {#t .table caption="a"}\n//| caption: x\n[]\n```\n',
  "option-not-true-or-false":
    "---\ntitle: T\n---\n```ts {#fig-a .chart live=no}\n//| caption: x\n//| alt: x\n//| echo: flase\n//| expensive:\nPlot.plot({})\n```\n",
  "formula-class": "---\ntitle: T\n---\n```formula {#eq-a .chart}\na = 1\n```\n",
  "bad-id": "---\ntitle: T\n---\n```ts {#1a}\n1\n```\n",
  "front-matter-pdf":
    "---\ntitle: T\nmemo:\n  pdf:\n    papr: a4\n    paper: letter\n    standard: ua\n    margin: { side: 3mm, top: wide, botom: 2cm }\n---\n",
  "front-matter-pdf-margin": "---\ntitle: T\nmemo:\n  pdf: { margin: 10mm, paper: [a4] }\n---\n",
  switch:
    "---\ntitle: T\n---\n```ts {#fig-a .chart}\n//| caption: x\n//| alt: y\n//| thresholds: no\nPlot.plot({})\n```\n",
  "private-use": "---\ntitle: T\n---\nA \ue000 mark\n",
};

describe("what is wrong in a chapter is said at its place", () => {
  for (const [name, text] of Object.entries(BAD))
    it(name, () => {
      const { diagnostics } = read({ "chapters/01-a.md": text });
      expect(diagnostics.length).toBeGreaterThan(0);
      matchGolden(
        golden(`${name}.txt`),
        `${formatDiagnostics(diagnostics, { sources: new Map([["chapters/01-a.md", text]]) })}\n`,
      );
    });

  it("file names", () => {
    const text = "---\ntitle: T\n---\n";
    const { diagnostics } = read({ "chapters/1-a.md": text, "chapters/2-a.md": text, "chapters/notes.md": text });
    matchGolden(golden("file-names.txt"), `${formatDiagnostics(diagnostics)}\n`);
  });
});

describe("the PDF's pages", () => {
  const pdf = (yaml: string) => {
    const { chapters, diagnostics } = read({ "chapters/01-a.md": `---\ntitle: T\nmemo:\n  pdf: ${yaml}\n---\n` });
    expect(diagnostics).toEqual([]);
    return chapters[0]?.front.memo?.pdf;
  };

  const [MM, CM] = [72 / 25.4, 72 / 2.54];

  it.each([
    ["{ paper: us-letter }", { paper: "us-letter" }],
    ["{ margin: 1in }", { margin: { side: 72, top: 72, bottom: 72 } }],
    ["{ margin: 60mm }", { margin: { side: 60 * MM, top: 60 * MM, bottom: 60 * MM } }],
    ["{ margin: { side: 6cm, top: 18mm, bottom: 15mm } }", { margin: { side: 6 * CM, top: 18 * MM, bottom: 15 * MM } }],
    [
      "{ margin: { side: 10mm, top: 1.8cm, bottom: 1.5cm } }",
      { margin: { side: 10 * MM, top: 1.8 * CM, bottom: 1.5 * CM } },
    ],
    ["{ margin: { side: 2.54 cm, bottom: 60pt } }", { margin: { side: 72, bottom: 60 } }],
    ["{ standard: a-2a }", { standard: "a-2a" }],
    ["{}", {}],
  ])("%s", (yaml, settings) => {
    expect(pdf(yaml)).toEqual(settings);
  });
});

describe("an option's value as YAML writes it", () => {
  const caption = (lines: string): string | undefined =>
    readChapters(
      new Map([["chapters/01-a.md", `---\ntitle: T\n---\n\`\`\`ts {#tbl-t .table}\n${lines}\n[]\n\`\`\`\n`]]),
    ).chapters[0]?.blocks[0]?.options.get("caption")?.text;

  it.each([
    ["//| caption: What it shows", "What it shows"],
    ['//| caption: "What \\"it\\" shows"', 'What "it" shows'],
    ["//| caption: 'What it''s: shown'", "What it's: shown"],
    ["//| caption: '90s and '80s", "'90s and '80s"],
    ...[">", ">-", ">+", "|", "|-", "|+", ""].map((mark) => [
      `//| caption: ${mark}\n//|   What it\n//|   shows`,
      "What it shows",
    ]),
    ["//| caption: > 5 GW", "> 5 GW"],
    ["//| caption: |x| in GW", "|x| in GW"],
  ])("%j", (lines, expected) => {
    expect(caption(lines)).toBe(expected);
  });
});
