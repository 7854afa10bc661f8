import MarkdownIt from "markdown-it";
import footnote from "markdown-it-footnote";
import { describe, expect, it } from "vitest";
import type { BlockNode, InlineNode, MemoTree } from "../../../src/document/tree.js";
import { writeMarkdown } from "../../../src/render/markdown/index.js";
import { matchGolden } from "../../golden.js";
import { HOSTILE, sampleTree } from "../sample.js";

const place = { file: "chapters/01-a.md", start: { line: 9, column: 1 } };

function withBlocks(...children: BlockNode[]): MemoTree {
  const tree = sampleTree();
  const [chapter] = tree.chapters;
  if (chapter === undefined) throw new Error("the sample has chapters");
  return { ...tree, chapters: [{ ...chapter, children }], footnotes: [], references: [], appendix: [] };
}

const paragraph = (...children: InlineNode[]): BlockNode => ({ type: "paragraph", children });
const text = (value: string): InlineNode => ({ type: "text", text: value });

/** What Markdown reads from the blocks: HTML without the title block. */
function read(...blocks: BlockNode[]): string {
  const html = new MarkdownIt({ html: true }).use(footnote).render(writeMarkdown(withBlocks(...blocks)));
  return html.slice(html.indexOf("</h2>") + 5).trim();
}

const escaped = (value: string): string =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

describe("the Markdown twin", () => {
  it("of the sample memo", () => {
    matchGolden("test/render/markdown/golden/sample.md", writeMarkdown(sampleTree()));
  });

  it("begins with its contents, folded, and with where its page and PDF last", () => {
    const written = writeMarkdown({ ...sampleTree(), published: "https://example.org/memo/v/2026-03/" });
    expect(written).toContain(
      "[Page](<https://example.org/memo/v/2026-03/>) · [PDF](<https://example.org/memo/v/2026-03/memo.pdf>)",
    );
    const live = writeMarkdown({
      ...sampleTree(),
      published: "https://example.org/memo/v/2026-03/",
      publishedLive: true,
    });
    expect(live).toContain(
      "[Change the assumptions on the live page](<https://example.org/memo/v/2026-03/>) · [PDF](<https://example.org/memo/v/2026-03/memo.pdf>)",
    );
    const html = new MarkdownIt({ html: true }).use(footnote).render(written);
    const links = [...html.slice(0, html.indexOf("</details>")).matchAll(/<a href="#([^"]+)">/g)].map(([, id]) => id);
    expect(links).toEqual(["supply", "sec-queue", "effective", "sec-bandwidth", "sec-months"]);
    for (const id of links) expect(html).toContain(`<a id="${id}"></a>`);
    expect(writeMarkdown(sampleTree())).not.toContain("[Page]");
    expect(writeMarkdown(withBlocks())).not.toContain("<details>");
  });

  it.each([
    HOSTILE,
    "# no heading",
    "1. no list",
    "- no list",
    "+ no list",
    "> no quote",
    "===",
    "---",
    "~~~ no fence",
    "a_b_c and _d_ and snake_case",
    "*a* **b** `c` \\*",
    "[a](b) ![c](d) [^1] <e@example.org>",
    "<b>&lt;&#35;</b>",
    "$x$ and $$y$$",
    "wow!",
    "| a | b |",
  ])("prints %j as text", (value) => {
    expect(read(paragraph(text(value))).replaceAll("\n", " ")).toBe(`<p>${escaped(value)}</p>`);
    expect(read(paragraph(text("First. "), text(value))).replaceAll("\n", " ")).toBe(`<p>First. ${escaped(value)}</p>`);
  });

  it("prints hostile text in cells, captions and headings as text", () => {
    const html = read(
      { type: "markdownTable", align: ["left"], head: [[text(HOSTILE)]], rows: [[[text(HOSTILE)]]] },
      { type: "heading", level: 2, id: "x", children: [text(`${HOSTILE} #`)] },
    );
    expect(html.split(escaped(HOSTILE))).toHaveLength(4);
  });

  it("keeps marks inside words, nested marks and marks at punctuation", () => {
    const marked = (type: "emphasis" | "strong", ...children: InlineNode[]): InlineNode => ({ type, children });
    expect(read(paragraph(text("un"), marked("emphasis", text("believ")), text("able")))).toBe(
      "<p>un<em>believ</em>able</p>",
    );
    expect(read(paragraph(text("a"), marked("strong", text("(b)")), text("c")))).toBe("<p>a<strong>(b)</strong>c</p>");
    expect(read(paragraph(marked("emphasis", text(" a "), marked("emphasis", text("b"))), text("c")))).toContain("b");
    expect(read(paragraph(marked("strong", text("a "), marked("emphasis", text("b")), text(" c"))))).toBe(
      "<p><strong>a <em>b</em> c</strong></p>",
    );
  });

  it("keeps code spans, links and images whatever is in them", () => {
    expect(read(paragraph({ type: "codespan", text: "`a` | ``b``" }))).toBe("<p><code>`a` | ``b``</code></p>");
    expect(
      read(
        paragraph({ type: "link", href: "https://example.org/a b(c)<d>", title: 'say "x"', children: [text("[l]")] }),
      ),
    ).toBe('<p><a href="https://example.org/a%20b(c)%3Cd%3E" title="say &quot;x&quot;">[l]</a></p>');
  });

  it("keeps lists apart, nested lists nested and numbers as they are", () => {
    const list = (ordered: boolean, start: number, ...items: BlockNode[][]): BlockNode => ({
      type: "list",
      ordered,
      start,
      tight: true,
      items,
    });
    const html = read(
      list(false, 1, [paragraph(text("a")), list(true, 3, [paragraph(text("b"))])], [paragraph(text("c"))]),
      list(false, 1, [paragraph(text("d"))]),
    ).replace(/\n|<\/?p>/g, "");
    expect(html).toBe('<ul><li>a<ol start="3"><li>b</li></ol></li><li>c</li></ul><!-- --><ul><li>d</li></ul>');
  });

  it("puts a sentence on a line, but breaks no quotation and no abbreviation", () => {
    const lines = (value: string): string[] => {
      const markdown = writeMarkdown(withBlocks(paragraph(text(value))));
      return markdown
        .slice(markdown.lastIndexOf("capacity\n\n") + 10)
        .trimEnd()
        .split("\n");
    };
    expect(lines("One is 3.5 now. Two? Three! 4 follows.")).toEqual([
      "One is 3.5 now.",
      "Two?",
      "Three!",
      "4 follows.",
    ]);
    expect(lines("He said “One. Two.” Then three.")).toEqual(["He said “One. Two.”", "Then three."]);
    expect(lines('He said "One. Two." Then three.')).toEqual(['He said "One. Two."', "Then three."]);
    expect(lines("See e.g. Smith, p. 12, and J. Doe vs. Roe Inc. Now.")).toEqual([
      "See e.g. Smith, p. 12, and J. Doe vs. Roe Inc. Now.",
    ]);
    expect(lines("A list. 1. Not one.")[1]).toBe("1\\.");
  });

  it.each<[string, BlockNode]>([
    ["block", { type: "marquee" } as unknown as BlockNode],
    ["inline", paragraph({ type: "blink" } as unknown as InlineNode)],
    [
      "math",
      { type: "formula", id: "e", number: 1, math: { type: "integral" }, alt: "", place } as unknown as BlockNode,
    ],
  ])("throws on an unknown %s node", (_, block) => {
    expect(() => writeMarkdown(withBlocks(block))).toThrow(
      /the Markdown writer doesn't know the node type `(marquee|blink|integral)`/,
    );
  });
});
