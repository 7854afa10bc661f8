import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { figuresOf } from "../../src/document/tree.js";
import { figureFiles } from "../../src/render/data/index.js";
import { writeHtml } from "../../src/render/html/index.js";
import { writeMarkdown } from "../../src/render/markdown/index.js";
import { typstSource } from "../../src/render/pdf/index.js";
import { figureLabel } from "../../src/render/text.js";
import { markBlocks } from "../../src/review/marked/blocks.js";
import { Marks } from "../../src/review/marked/marks.js";
import { chapter, fence } from "../../src/rules/base.js";
import { matchGolden } from "../golden.js";
import { resolve } from "./resolve.js";

const FILE = "chapters/01-juice.md";
const chart = (id: string, caption = `Of ${id}.`): string =>
  fence(`ts {#${id} .chart}`, `//| caption: ${caption}\n//| alt: A square.\nPlot.plot({});`);
const table = (id: string): string => fence(`ts {#${id} .table}`, `//| caption: Rows of ${id}.\n[{ a: 1 }]`);
const within = (block: string): string => block.replace(/^/gm, "   ");
const shown = (...parts: string[]) => resolve({ [FILE]: chapter(...parts) }, { claims: { c: true } });

describe("figures side by side", () => {
  it("are parts of one figure, each with a letter, and referred to by either", () => {
    const { tree, said } = shown(
      "See @fig-both, @fig-b, and @fig-next.",
      '::: {#fig-both layout-ncol=2 caption="Both, {{number given.gw.add.2026 digits=0}} GW.[^n]" source="Own."}',
      chart("fig-a"),
      table("tbl-rows"),
      chart("fig-b"),
      ":::",
      chart("fig-next"),
      "[^n]: A note.",
    );
    expect(said).toBe("");
    const [words, layout] = tree.chapters[0]?.children ?? [];
    expect(words).toMatchObject({
      children: [{}, { text: "Figure 1" }, {}, { text: "Figure 1c" }, {}, { text: "Figure 2" }, {}],
    });
    expect(layout).toMatchObject({ type: "layout", columns: 2, whole: { id: "fig-both", number: 1 } });
    expect(figuresOf(tree).map(figureLabel)).toEqual(["Figure 1", "Figure 1a", "Figure 1b", "Figure 1c", "Figure 2"]);
    expect([...figureFiles(tree).keys()].filter((path) => path.includes("both"))).toEqual([]);
    const page = writeHtml(tree, { fonts: () => "" });
    expect(page).toMatch(
      /<div class="layout two" id="fig-both" role="group" aria-labelledby="([^"]+)"><p class="caption" id="\1">/,
    );
    expect(page).toMatch(/id="fig-b">\n<figcaption[^>]*><span class="label">\(c\)<\/span> Of fig-b\./);
    expect(page).toContain('<p class="source">Source: Own.</p></div>');
    const { main } = typstSource(tree);
    expect(main).toMatch(/#beside\("fig-both", columns: 2, floats: floated\.contains\("fig-both"\), name: "Figure 1"/);
    expect(main).toMatch(/#chart\("fig-b", "\(c\)",/);
    expect(main).toMatch(/#memo-table\("tbl-rows", "\(b\)",[^#]*#[^\n]*\n[^\n]*\n\s+wide: false/);
    const markdown = writeMarkdown(tree);
    expect(markdown).toMatch(
      /\*\*Figure 1\.\*\* Both, \d+ GW\.\[\^1\]\n\nSource: Own\.\n\n<a id="fig-a"><\/a>\n\n\*\*Figure 1a\.\*\*/,
    );
  });

  it("have numbers of their own where the row has no id, and no empty lines are needed", () => {
    const { tree, said } = shown(`::: {layout-ncol=3}\n${chart("fig-a")}\n${chart("fig-b")}\n:::\nWords.`);
    expect(said).toBe("");
    expect(figuresOf(tree).map(figureLabel)).toEqual(["Figure 1", "Figure 2"]);
    const [layout, , , words] = tree.chapters[0]?.children ?? [];
    expect(layout).toMatchObject({ type: "layout", columns: 3, children: [{ beside: 3 }, { beside: 3 }] });
    expect(layout).not.toHaveProperty("whole");
    expect(words).toMatchObject({ type: "paragraph" });
  });

  it("that are tables are parts of a table, and what computes among them stands behind", () => {
    const { tree, said } = shown(
      '::: {#tbl-both layout-ncol=2 caption="Both."}',
      table("tbl-a"),
      fence("ts {#more}", "const more = 1;"),
      table("tbl-b"),
      ":::",
    );
    expect(said).toBe("");
    expect(figuresOf(tree).map(figureLabel)).toEqual(["Table 1", "Table 1a", "Table 1b"]);
    const types = tree.chapters[0]?.children.map(({ type }) => type);
    expect(types).toEqual(["layout", "code", "code", "code"]);
  });

  it("have a caption with a value wherever their options stand, and sections of claims within", () => {
    const { tree, said } = shown(
      '::: {#fig-both caption="Of {{number given.gw.add.2026 digits=0}} GW" layout-ncol=2}',
      chart("fig-a"),
      '{{#claim "c"}}',
      chart("fig-b"),
      "{{else}}",
      chart("fig-c"),
      "{{/claim}}",
      ":::",
      "- item",
      "::: {layout-ncol=3}",
      chart("fig-d"),
      chart("fig-e"),
      ":::",
      '::: {.note title="a layout"}',
    );
    expect(said.match(/^\w+\[.*/gm)).toEqual([51, 51].map((line) => expect.stringMatching(`^warning.*md:${line}:`)));
    expect(tree.chapters[0]?.children.map(({ type }) => type).filter((type) => type !== "code")).toEqual([
      "layout",
      "list",
      "layout",
      "paragraph",
    ]);
  });

  it("show what changed in each of them", () => {
    const side = (caption: string, of: string) =>
      shown(`::: {#fig-both layout-ncol=2 caption="${caption}"}`, chart("fig-a", of), chart("fig-b"), ":::").tree
        .chapters[0]?.children ?? [];
    const marks = new Marks();
    marks.section = "Juice";
    const [layout] = markBlocks(side("Both.", "Left."), side("All.", "Right."), marks);
    const change = (was: string, is: string) => [
      { kind: "deleted", children: [{ text: was }] },
      { text: " " },
      { kind: "inserted", children: [{ text: is }] },
      { text: "." },
    ];
    expect(layout).toMatchObject({
      whole: { caption: change("Both", "All") },
      children: [{ caption: change("Left", "Right") }, { caption: [{ text: "Of fig-b." }] }],
    });
  });

  it("show what was said of all of them once that is gone", () => {
    const [a, b] = [chart("fig-a"), chart("fig-b")];
    const side = (line: string) => shown(line, a, b, ":::").tree.chapters[0]?.children ?? [];
    const marks = new Marks();
    const old = side('::: {#fig-both layout-ncol=2 caption="Both at once." source="Own count."}');
    const blocks = markBlocks(old, side("::: {layout-ncol=2}"), marks);
    expect(JSON.stringify(blocks)).toMatch(/"Figure 1\. Both at once\.".*"Source: Own count\."/);
    expect(marks.found.map(({ text }) => text)).toContain("without Figure 1");
    expect(blocks.map(({ type }) => type).filter((type) => type !== "code")).toEqual(["changed", "layout"]);
  });

  it("that are none are told where they stand", () => {
    const [a, b] = [chart("fig-a"), chart("fig-b")];
    const wrong = [
      ["::: {#fig-both layout-ncol=2}", a, b, ":::"],
      ["::: {layout-ncol=4}", a, b, ":::"],
      ["::: {layout-ncol}", a, b, ":::"],
      ["::: {#both layout-ncol=2 caption=All}", a, b, ":::"],
      ["::: {.wide layout-ncol=2}", a, b, ":::"],
      ["::: {layout-nrow=1}", a, b, ":::"],
      ["::: {layout-ncol=2 caption=All}", a, b, ":::"],
      ["::: {layout-ncol=2}", a, ":::"],
      ["::: {layout-ncol=2}", ":::"],
      ["::: {layout-ncol=2}", a, b],
      ["::: {layout-ncol=2}", a, "Words between.", b, ":::"],
      ["::: {layout-ncol=2}", a, "- an item", b, ":::"],
      ["::: {layout-ncol=2}", a, fence("", "shown"), b, ":::"],
      ["::: {layout-ncol=2}", a, "::: {layout-ncol=2}", b, chart("fig-c"), ":::", ":::"],
      ['::: {#tbl-both layout-ncol=2 caption="All"}', table("tbl-a"), b, ":::"],
      ['{{#claim "c"}}', "::: {layout-ncol=2}", a, "{{/claim}}", b, ":::"],
      ["::: {layout-ncol=2}", a, b, '{{#claim "c"}}', ":::", "{{/claim}}"],
      ["::: {layout-ncol=2}", a, b, '{{#claim "c"}}', ":::", '{{/claim}} {{!-- {{#claim "c"}} --}}'],
      ["::: note", "Words.", ":::"],
      ['{{#claim "c"}}', "::: {layout-ncol=2}", a, b, "{{else}}", chart("fig-c"), ":::", "{{/claim}}", "Words."],
      ['{{#claim "c"}}', "::: {layout-ncol=2}", a, b, "{{^}}", chart("fig-c"), ":::", "{{/claim}}"],
      ["::: {layout-ncol=2} Both presses", a, b, ":::"],
      ["::: {layout-ncol=2} :::", a, b, ":::"],
      ["::: Both {layout-ncol=2}", a, b, ":::"],
      ["::: {layout-ncol=2", a, b, ":::"],
      ["- item", "  ::: {layout-ncol=2}", within(a), within(b), "  :::", "- next"],
      ["1. ::: {layout-ncol=2}", within(a), within(b), "   :::", "2. next"],
      ["- item", "::: {layout-ncol=2}", within(a), within(b), ":::"],
      [[">", "::: {layout-ncol=2}", a, b, ":::"].join("\n\n").replaceAll("\n", "\n> ")],
    ];
    matchGolden(join(import.meta.dirname, "golden/layout.txt"), wrong.map((parts) => shown(...parts).said).join("\n"));
  });
});
