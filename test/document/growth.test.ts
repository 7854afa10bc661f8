import { describe, expect, it } from "vitest";
import { writeHtml } from "../../src/render/html/index.js";
import { writeMarkdown } from "../../src/render/markdown/index.js";
import { ALL, MOST, spent } from "../setup/growth.js";
import { PIECES, piecesOf } from "./growth-texts.js";
import { resolve } from "./resolve.js";

const [SMALL, LARGE] = ALL ? [12_000, 96_000] : [3_000, 24_000];
/** Longest paragraph that is read, and a little less. */
const PARAGRAPH = 9_000;

/** What one chapter costs from its text to page and Markdown, messages included. */
function cost(body: string): number {
  const began = spent();
  const { tree, diagnostics } = resolve({ "chapters/01-a.md": `---\ntitle: T\n---\n\n${body}\n` });
  if (!diagnostics.some(({ severity }) => severity === "error")) {
    writeHtml(tree);
    writeMarkdown(tree);
  }
  return spent() - began;
}

/** Pieces up to a length, in paragraphs that are short enough to be read. */
function textOf(pieces: string, between: string, length: number, paragraph: number): string {
  const one = `${pieces}${between}`;
  const stretch = one.repeat(Math.max(1, Math.floor(paragraph / one.length)));
  return Array(Math.ceil(length / stretch.length))
    .fill(stretch)
    .join("\n\n");
}

/** How many times the work eight times the text takes; the least of a few trials, since a machine at work only ever adds to it. */
function growth(pieces: string, between: string, paragraph: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < 3 && least > MOST; trial++)
    least = Math.min(
      least,
      cost(textOf(pieces, between, LARGE, paragraph)) / Math.max(0.02, cost(textOf(pieces, between, SMALL, paragraph))),
    );
  return least;
}

describe("what is read of strangers' text takes time as it is long", () => {
  const seeds = Array.from({ length: ALL ? 400 : 6 }, (_, n) => n + 1);
  it.each(seeds)("pieces of seed %i", (seed) => {
    const { pieces, between } = piecesOf(seed);
    for (const paragraph of ALL ? [300, PARAGRAPH] : [300])
      expect(growth(pieces, between, paragraph), JSON.stringify({ pieces, between, paragraph })).toBeLessThan(MOST);
  });

  it.each(PIECES.filter((_, n) => ALL || n % 37 === 0))("%j, again and again", (piece) => {
    for (const between of ALL ? ["", "\n"] : [""])
      expect(growth(piece, between, 300), JSON.stringify(between)).toBeLessThan(MOST);
  });

  it("one paragraph of any piece is read at once", () => {
    for (const piece of PIECES.filter((_, n) => ALL || n % 47 === 0))
      expect(cost(textOf(piece, "", PARAGRAPH, PARAGRAPH)), JSON.stringify(piece)).toBeLessThan(5);
  });
});
