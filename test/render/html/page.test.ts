import { createHash } from "node:crypto";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import type { BlockNode, ChapterNode, InlineNode, MemoTree } from "../../../src/document/tree.js";
import { writeHtml } from "../../../src/render/html/index.js";
import { exactly, printed } from "../../../src/render/html/values.js";
import { matchGolden } from "../../golden.js";
import { HOSTILE, sampleTree } from "../sample.js";
import { pageText } from "./page-text.js";

const golden = (name: string): string => join(import.meta.dirname, "golden", name);
const noFonts = { fonts: () => "" };
const sample = writeHtml(sampleTree());

/** The sample with `nodes` as one more paragraph. */
function withInline(...nodes: readonly unknown[]): MemoTree {
  return withBlock({ type: "paragraph", children: nodes as InlineNode[] });
}

function sampleFigure(): BlockNode {
  const figure = sampleTree()
    .chapters.flatMap(({ children }) => children)
    .find(({ type }) => type === "figure");
  if (!figure) throw new Error("the sample has a figure");
  return figure;
}

function withBlock(...blocks: readonly unknown[]): MemoTree {
  const tree = sampleTree();
  const [first, ...rest] = tree.chapters;
  if (first === undefined) throw new Error("the sample has chapters");
  const chapter: ChapterNode = { ...first, children: [...first.children, ...(blocks as BlockNode[])] };
  return { ...tree, chapters: [chapter, ...rest] };
}

describe("the page", () => {
  test("says what a chart's marks come to once, for both of its drawings", () => {
    const extras = {
      narrow: "<svg></svg>",
      tips: [
        { x: 10, y: 20.5, text: "2026: 18, GW" },
        { x: 30, y: 8, text: "2027:\n24" },
      ],
      narrowTips: [
        { x: 5, y: 9, text: "2027:\n24" },
        { x: 4, y: 7, text: "2026: 18, GW" },
        { x: 6, y: 7, text: "2028: 31" },
      ],
    };
    const figure = { ...sampleFigure(), id: "fig-both", extras };
    const canvases = [
      ...new JSDOM(writeHtml(withBlock(figure), noFonts)).window.document.querySelectorAll("#fig-both .canvas"),
    ];
    expect(canvases.map((one) => one.getAttribute("data-tips"))).toEqual([
      "10,20.5 2026: 18, GW\n30,8 2027: 24",
      "5,9,1\n4,7,0\n6,7 2028: 31",
    ]);
  });

  test("is the golden one", () => {
    const page = writeHtml(sampleTree(), noFonts)
      .replace(/(<style>)[\s\S]*?(<\/style>)/, "$1…$2")
      .replace(/(<script>)[\s\S]*?(<\/script>)/, "$1…$2")
      .replaceAll(/sha256-[\w+/=]+/g, "sha256-…");
    matchGolden(golden("sample.html"), page);
  });

  test("says what the memo says, aids aside", () => {
    matchGolden(golden("sample.txt"), `${pageText(sample)}\n`);
  });

  test("is the same on every run", () => {
    expect(writeHtml(sampleTree())).toBe(sample);
  });

  test("is valid and accessible HTML", async () => {
    const validator = new HtmlValidate({
      extends: ["html-validate:standard", "html-validate:a11y"],
      elements: ["html5"],
      // Dots in an assumption's id are valid HTML; the rule's default is for CSS selectors' sake.
      rules: { "valid-id": ["error", { relaxed: true }] },
    });
    const report = await validator.validateString(sample);
    const found = report.results.flatMap((r) =>
      r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`),
    );
    expect(found).toEqual([]);
  });

  test("weighs little for the fonts it carries", () => {
    expect(sample.length).toBeLessThan(320_000);
  });

  test("grows as the memo does", () => {
    const long = (times: number): number => {
      const tree = sampleTree();
      const extra = Array.from({ length: times }, (_, i) => {
        const chapter = sampleTree().chapters[0];
        return JSON.parse(
          JSON.stringify(chapter)
            .replace(/"(supply|fig-gw|sec-queue|sec-words|q[1-3])"/g, `"$1-${i}"`)
            .replace(/"blockId":"/g, `"blockId":"${i}-`),
        ) as ChapterNode;
      });
      return writeHtml({ ...tree, chapters: [...tree.chapters, ...extra] }, noFonts).length;
    };
    const [none, some, many] = [long(0), long(10), long(40)];
    expect((many - none) / (some - none)).toBeCloseTo(4, 1);
  });
});

describe("the page stands alone", () => {
  const { document } = new JSDOM(sample).window;

  test("its policy admits its one style and its one script, by hash", () => {
    const policy = document.querySelector("meta[http-equiv]")?.getAttribute("content") ?? "";
    const hashOf = (name: string): string => {
      const all = [...document.querySelectorAll(name)];
      expect(all).toHaveLength(1);
      return `'sha256-${createHash("sha256")
        .update(all[0]?.textContent ?? "")
        .digest("base64")}'`;
    };
    expect(policy).toContain(`default-src 'none'; style-src ${hashOf("style")}; script-src ${hashOf("script")};`);
    expect(policy).not.toContain("unsafe");
  });

  test("no element asks for anything, styles itself or handles events", () => {
    for (const element of document.querySelectorAll("*"))
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^(on.*|style|src|srcset|action|poster)$/);
        if (element.tagName === "LINK") expect(value).toMatch(/^(icon|data:,)$/);
      }
    expect(document.querySelector("style")?.textContent).not.toMatch(/@import|url\((?!data:)/);
  });

  test("every id is there once and every link inside leads somewhere", () => {
    const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    const lost = [...document.querySelectorAll('a[href^="#"]')]
      .map((a) => a.getAttribute("href")?.slice(1) ?? "")
      .filter((id) => !ids.includes(id));
    expect(lost).toEqual([]);
    for (const element of document.querySelectorAll("[aria-labelledby], [aria-describedby]"))
      expect(ids).toContain(element.getAttribute("aria-labelledby") ?? element.getAttribute("aria-describedby"));
  });

  test("nothing an author writes becomes markup", () => {
    expect(document.querySelectorAll("script")).toHaveLength(1);
    expect(document.querySelector("label")).toBeNull();
    const paragraphs = [...document.querySelectorAll("main p")].map((p) => p.textContent);
    expect(paragraphs).toContain(HOSTILE);
  });
});

describe("a quoted value", () => {
  const { document } = new JSDOM(sample).window;

  const quoteOf = (facts: object): object => ({
    type: "quote-value",
    id: "q99",
    text: "1",
    expression: "x",
    full: "1",
    value: 1,
    restsOn: [],
    ...facts,
  });
  const entryOf = (facts: object): Element | null =>
    new JSDOM(writeHtml(withInline(quoteOf(facts)), noFonts)).window.document.getElementById("of-q99");

  test("leads to an entry with label, value, range, assumptions, block and what was written, in this order", () => {
    const link = document.querySelector("#q1");
    expect(link?.getAttribute("href")).toBe("#of-q1");
    expect(link?.childElementCount).toBe(0);
    const entry = document.querySelector("noscript #of-q1");
    expect(entry?.textContent?.replace(/\s+/g, " ").trim()).toBe(
      'gw.add, 2026 18 GW Rests on gw.add unit given.gw.add.2026 to="GW" digits=0',
    );
    expect([...(entry?.querySelectorAll("a") ?? [])].map((a) => a.getAttribute("href"))).toEqual(["#q1", "#a-gw.add"]);
    expect(document.querySelector("noscript #of-q2")?.textContent).toContain(
      "AI capacity, end of 2024 7 GW 6–10, triangular",
    );
  });

  test.each([
    ["1281500", "1281499.9999999998 token", 1281499.9999999998, "1281500\u00a0token", undefined],
    ["1.3 million", "1281499.9999999998 token", 1281499.9999999998, "1.3 million", "1,281,500\u00a0token"],
    ["3.5×", "3.5302418123", 3.5302418123, "3.5×", "3.530242"],
    ["7", "7 GW/year", 7, "7\u00a0GW/year", undefined],
    ["18 GW", "18 GW/year", 18, "18 GW", undefined],
    ["0.30", "0.30000000000000004", 0.30000000000000004, "0.30", undefined],
    ["−2", "−2.4 GW", -2.4, "−2\u00a0GW", "−2.4\u00a0GW"],
  ])("printed as %s of %s is said without noise, with its unit", (text, full, value, lead, exact) => {
    expect(printed({ text, full })).toBe(lead);
    expect(exactly({ text, full, value })).toBe(exact);
  });

  test("names the three assumptions that move it most, and counts the others", () => {
    const restsOn = Array.from({ length: 22 }, (_, i) => `group.a${i}`);
    const first = entryOf({ restsOn })?.querySelector(".on")?.textContent;
    expect(first).toBe("Rests on group.a0, group.a1, group.a2 and 19 more");
    const movedBy = ["group.a7", "group.a3", "group.a21", "group.a1"];
    const most = entryOf({ restsOn, movedBy })?.querySelector(".on")?.textContent;
    expect(most).toBe("Moved most by group.a7, group.a3, group.a21 and 19 more");
    expect(entryOf({ restsOn: restsOn.slice(0, 4) })?.querySelector(".on")?.textContent).not.toContain("more");
  });

  test("leads to the code of its block where the page has it", () => {
    expect(entryOf({ blockId: "capacity" })?.querySelector(".made")?.getAttribute("href")).toBe("#block-capacity");
  });

  test("inside a link is plain text: a link holds no other", () => {
    const quote = { type: "quote-value", id: "q99", text: "1", expression: "x", full: "1", value: 1, restsOn: [] };
    const page = writeHtml(withInline({ type: "link", href: "https://example.org", children: [quote] }), noFonts);
    expect(page).toContain('<a href="https://example.org"><span class="quoted" id="q99">1</span></a>');
  });
});

describe("refuses", () => {
  test.each([
    [
      "a script's address",
      withInline({ type: "link", href: "javascript:alert(1)", children: [] }),
      /a link of the page leads to "javascript:/,
    ],
    [
      "a relative address",
      withInline({ type: "link", href: "other.html", children: [] }),
      /a link of the page leads to "other.html"/,
    ],
    [
      "data as an address",
      withInline({ type: "link", href: "data:text/html,x", children: [] }),
      /a link of the page leads to "data:/,
    ],
    [
      "a reference to nothing",
      withInline({ type: "reference", target: "fig-none", text: "Figure 9" }),
      /leads to "fig-none"/,
    ],
    [
      "a citation of nothing",
      withInline({ type: "citation", items: [{ key: "nobody", text: "N" }] }),
      /names "nobody"/,
    ],
    [
      "an unknown inline node",
      withInline({ type: "blink", children: [] }),
      /the page writer doesn't know the node type `blink`/,
    ],
    ["an unknown block node", withBlock({ type: "marquee" }), /the page writer doesn't know the node type `marquee`/],
    [
      "an id used twice",
      withBlock({ type: "heading", level: 2, id: "fig-gw", children: [] }),
      /two nodes of the memo have the id "fig-gw"/,
    ],
  ])("%s", (_name, tree, message) => {
    expect(() => writeHtml(tree, noFonts)).toThrow(message);
  });
});

test("an id of the memo's own wins over one the page makes", () => {
  const page = writeHtml(
    withBlock({ type: "heading", level: 2, id: "memo-appendix", children: [{ type: "text", text: "Mine" }] }),
    noFonts,
  );
  const { document } = new JSDOM(page).window;
  expect(document.getElementById("memo-appendix")?.textContent).toContain("Mine");
  expect(document.getElementById("memo-appendix_")?.textContent).toContain("Appendix");
});

test("a footnote mentioned twice leads back to both places", () => {
  const page = writeHtml(withInline({ type: "footnoteReference", number: 1 }), noFonts);
  const { document } = new JSDOM(page).window;
  const back = [...document.querySelectorAll("#fn-1 .back")].map((a) => a.getAttribute("href"));
  expect(back).toEqual(["#fnref-1", "#fnref-1-2"]);
  expect(document.getElementById("fnref-1-2")).not.toBeNull();
});
