import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { MemoError } from "../../src/diagnostic.js";
import { computeMemo } from "../../src/memo/compute.js";
import { writeOutputs } from "../../src/memo/write.js";
import { BASE } from "../../src/rules/base.js";
import { runBlocksHere } from "../cli/in-process.js";
import { projectOf } from "../cli/memo.js";

/** What may stand in words, and what is read there in the page, the Markdown and the data. */
const THINGS = {
  "a value": { written: "{{harvest}}", printed: "4,800\u00a0kg" },
  "a claim's section": { written: '{{#claim "fits"}}it fits{{else}}it does not{{/claim}}', printed: "it fits" },
  "a cross-reference": { written: "@sec-harvest", printed: "Section 2" },
  "a citation": { written: "[@count, p. 3]", printed: "Orchard Society 2026, p. 3" },
} as const;

const figure = (key: string): string =>
  [
    `\`\`\`ts {#fig-${key} .chart}`,
    ...["caption", "alt", "source"].map((k) => `//| ${k}: K${k === key ? " X" : ""}`),
    'Plot.plot({ marks: [Plot.dot([{ a: 1 }], { x: "a" })] });',
    "```",
  ].join("\n");

/** Places for words. */
const WORDS: Readonly<Record<string, string>> = {
  paragraph: "Of X, so.",
  emphasis: "Of *X* and **X**, ~~X~~.",
  heading: "## Of X {#sec-of-words}\n\nText.",
  "underlined heading": "Of X\n----\n\nText.",
  list: "- X\n- two\n  - X",
  "numbered list": "7. X\n8. two",
  quotation: "> Of X\n> and X",
  cell: "| X | b |\n| --- | --- |\n| X | c |",
  term: "X\n: Of X",
  note: "A note.[^n]\n\n[^n]: Of X.\n\n    And X.",
  "note in a sentence": "A note.^[Of X.]",
  link: "[Of X](https://example.org)",
  caption: figure("caption"),
  "alternative text": figure("alt"),
  source: figure("source"),
};

/** Code: what is written is shown. */
const CODE: Readonly<Record<string, string>> = {
  "code span": "Of `X`, so.",
  "code span over lines": "Of `a\nX`, so.",
  "code in a heading": "## Of `X` {#sec-of-code}\n\nText.",
  "code in a cell": "| `X` |\n| --- |\n| `X` |",
  "indented code": "Text:\n\n    X\n\nText.",
  "code of a list": "- item\n\n      X",
  fence: "```text\nX\n```",
  "fence of another language": "~~~handlebars\nX\n~~~",
  "fence of a quotation": "> ```\n> X\n> ```",
};

const KINDS = new Set(["page", "md", "data"] as const);

/** All places in one chapter, `thing` in each between two words of its own, which are given back by place. */
function filled(
  places: Readonly<Record<string, string>>,
  thing: string,
): { body: string; words: [string, string, string][] } {
  const words: [string, string, string][] = [];
  const parts = Object.entries(places).map(([place, text]) =>
    text.replace(/X/g, () => {
      const n = words.length;
      words.push([place, `from${n}`, `upto${n}`]);
      return `from${n} ${thing} upto${n}`;
    }),
  );
  return { body: parts.join("\n\nBetween.\n\n"), words };
}

async function written(body: string): Promise<{ page: string; md: string; data: string }> {
  const files = { ...BASE, "chapters/03-juice.md": `---\ntitle: Juice\n---\n\n${body}\n` };
  const { tree } = await computeMemo(projectOf(files), {});
  const out = await writeOutputs(tree, KINDS);
  const [page = "", md = "", data = ""] = ["index.html", "memo.md", "results.json"].map((name) =>
    String(out.get(name)),
  );
  return { page, md, data };
}

/** Words alone; those of alternative texts too. */
const plain = (text: string): string =>
  text
    .replace(/<[^>]* (?:aria-label|alt)="([^"]*)"[^>]*>/g, "$1")
    .replace(/<[^>]*>/g, "")
    .replace(/&quot;/g, '"')
    .replace(/&#(?:x27|39);/g, "'")
    .replace(/\[((?:[^[\]]|\[[^\]]*\])*)\]\([^)\s]*\)/g, "$1")
    .replace(/&nbsp;/g, "\u00a0")
    .replace(/\\([^\w])/g, "$1")
    .replace(/\s+/g, " ");

describe("what is written into a chapter", () => {
  beforeAll(runBlocksHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  describe.each(Object.entries(THINGS))("%s", (_, { written: thing, printed }) => {
    it("is read in every place for words", async () => {
      const { body, words } = filled(WORDS, thing);
      const { page, md, data } = await written(body);
      const shown = printed.replace(/\s+/g, " ");
      for (const [place, from, upto] of words) {
        // The page has a number's card behind it.
        const right = new RegExp(`^${from} .?${shown}\\W?(?: .*)? ${upto}$`);
        for (const [name, text] of Object.entries({ page: plain(page), md: plain(md) }))
          expect(text.slice(text.indexOf(from), text.indexOf(upto) + upto.length), `${place} in ${name}`).toMatch(
            right,
          );
      }
      expect(page + md + data).not.toMatch(/[\uE000-\uF8FF]|%EE%80/);
      expect(md + data).not.toContain("{{");
    });

    it("is shown as written in every kind of code", async () => {
      const { body, words } = filled(CODE, thing);
      const { page, md, data } = await written(body);
      for (const [place, from, upto] of words)
        for (const text of [plain(page), md.replaceAll("\\|", "|")])
          expect(text, place).toContain(`${from} ${thing} ${upto}`);
      expect(page + md + data).not.toMatch(/[\uE000-\uF8FF]/);
    });
  });

  it("in addresses, titles and labels is a value, or told at its place", async () => {
    const { md } = await written('[a](https://a.org/{{harvest}} "of {{harvest}}")');
    expect(md).toContain('[a](https://a.org/4%2C800%C2%A0kg "of 4,800\u00a0kg")');
    for (const body of ["A.[^n{{harvest}}]", "## A {.b{{harvest}}}", '[a](https://a.org "@sec-harvest")'])
      await expect(written(body), body).rejects.toThrow(MemoError);
  });
});
