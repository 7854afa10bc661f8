import { expect, test } from "vitest";
import type { InlineNode, MemoTree, QuoteNode } from "../../../src/document/tree.js";
import { pageContext } from "../../../src/render/html/context.js";
import { writeInline } from "../../../src/render/html/inline.js";
import { citation } from "../../../src/render/html/tools.js";
import { sampleTree } from "../sample.js";

const quote = (text: string, full: string): QuoteNode => ({
  type: "quote-value",
  id: "q99",
  text,
  full,
  expression: "x",
  value: 1,
  restsOn: [],
  place: { file: "a.md", start: { line: 1, column: 1 } },
});
const written = (...nodes: InlineNode[]): string => writeInline(nodes, pageContext(sampleTree(), new Map()));
const text = (words: string): InlineNode => ({ type: "text", text: words });

test.each([
  ["7 GW/year", " GW at the end", true],
  ["1736 W", " W at the meter", true],
  ["4.8 TB/s", " TB/s.", true],
  ["12", " million tokens", true],
  ["3", " times the supply", true],
  ["9", " layers of it", false],
  ["9", " of it", false],
  ["2026", " A chip", true],
  ["9 layer", ", and", false],
])("behind %s the text%s keeps its unit: %s", (full, behind, kept) => {
  expect(written(quote("7", full), text(behind)).includes(">7</a>\u00a0")).toBe(kept);
});

test("a short value stays in one line, a sentence doesn't", () => {
  expect(written(quote("6–10 GW", ""))).toContain('class="value"');
  expect(written(quote("three makers sell all of the memory", ""))).toContain('class="value long"');
});

test("a citation names authors, title, date and assumptions, and BibTeX can read it", () => {
  const tree: MemoTree = {
    ...sampleTree(),
    title: [text("50% & more_{x}")],
    origin: { engine: "1", inputs: "abcdef0123456789" },
  };
  const { text: sentence, bibtex } = citation(tree);
  expect(sentence).toMatch(/50% & more_\{x\}\. Assumptions .+, inputs abcdef012345\.$/);
  expect(bibtex).toContain("title = {50\\% \\& more\\_{x}},");
  expect(
    bibtex
      .replace(/\\./g, "")
      .match(/[{}]/g)
      ?.reduce((depth, sign) => depth + (sign === "{" ? 1 : -1), 0),
  ).toBe(0);
});
