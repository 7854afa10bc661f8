import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeHtml } from "../../src/render/html/index.js";
import { writeMarkdown } from "../../src/render/markdown/index.js";
import { typstSource } from "../../src/render/pdf/index.js";
import { markBlocks } from "../../src/review/marked/blocks.js";
import { Marks } from "../../src/review/marked/marks.js";
import { chapter, fence } from "../../src/rules/base.js";
import { matchGolden } from "../golden.js";
import { resolve } from "./resolve.js";

const TABLE = fence("ts {#tbl-a .table}", "//| caption: Rows.\n[{ a: 1 }]");

const shown = (cells: readonly string[], markdown?: true) =>
  resolve(
    { "chapters/01-juice.md": chapter(TABLE) },
    {
      table: {
        columns: [
          { key: "name", label: "Name", align: "left" },
          { key: "words", label: "Words", align: "left", ...(markdown ? { markdown } : {}) },
        ],
        rows: cells.map((cell, at) => [`row ${at}`, cell]),
      },
    },
  );

describe("a text that a block computed, in a column of Markdown", () => {
  const cells = ["*a* and **b**", "`x * y` at\nhome", "[site](https://example.org/a?b=1)", "$a_i$ of CO~2~", "a | b"];

  it("is emphasis, code, a link, mathematics and lines in page, PDF and Markdown", () => {
    const { tree, said } = shown(cells, true);
    expect(said).toBe("");
    const page = writeHtml(tree, { fonts: () => "" });
    expect(page).toContain("<td><em>a</em> and <strong>b</strong></td>");
    expect(page).toContain("<td><code>x * y</code> at<br>home</td>");
    expect(page).toContain('<td><a href="https://example.org/a?b=1">site</a></td>');
    expect(page).toMatch(/<td><math[^>]*>.*<\/math> of CO<sub>2<\/sub><\/td>/);
    const markdown = writeMarkdown(tree);
    expect(markdown).toContain("| row 0 | *a* and **b** |");
    expect(markdown).toContain("| row 1 | `x * y` at<br>home |");
    expect(markdown).toContain("| row 4 | a \\| b |");
    const { main } = typstSource(tree);
    expect(main).toContain('#emph[#"a";];#" and ";#strong[#"b";]');
    expect(main).toContain('#link("https://example.org/a?b=1")');
  });

  it("breaks its line at a backslash before the end of one, and prints one that a backslash escapes", () => {
    const { tree, said } = shown(["Wait\\\nand *see*", "Wait\\\\\nand see", "Wait\\\r\nand see"], true);
    expect(said).toBe("");
    const page = writeHtml(tree, { fonts: () => "" });
    expect(page).toContain("<td>Wait<br>and <em>see</em></td>");
    expect(page).toContain("<td>Wait\\<br>and see</td>");
    expect(page).toContain("<td>Wait<br>and see</td>");
    expect(writeMarkdown(tree)).toContain("| row 0 | Wait<br>and *see* |");
  });

  it("is letter for letter what it is where the column doesn't say so", () => {
    const { tree, said } = shown(cells);
    expect(said).toBe("");
    expect(writeHtml(tree, { fonts: () => "" })).toContain("<td>*a* and **b**</td>");
    expect(tree.chapters[0]?.children[0]).toMatchObject({
      table: { rows: [[{}, { text: "*a* and **b**" }], {}, {}, {}, {}] },
    });
  });

  it("is marked as changed where only its form is another", () => {
    const marks = new Marks();
    const [old, now] = ["*a*", "**a**"].map((cell) => shown([cell], true).tree.chapters[0]?.children ?? []);
    const [figure] = markBlocks(old ?? [], now ?? [], marks);
    expect(figure).toMatchObject({ table: { rows: [[{}, { change: { was: "" } }]] } });
    expect(marks.found.map(({ text }) => text)).toEqual(["Table 1: “a” in another form"]);
  });

  it("is refused with what a cell can't hold", () => {
    const wrong = [
      "a[^n]",
      "of [@survey]",
      "see @tbl-a",
      "see (@tbl-a)",
      "@survey says so",
      "![a](pictures/a.png)",
      "[x][y]",
      "[x](javascript:alert)",
      "[x](#nowhere)",
      "[x](page.html)",
      "<b>x</b>",
      "a <b and c> d",
      "<my-tag>",
      "\\\\<b>",
      "\uE000",
    ];
    const said = wrong.map((cell) => shown([cell], true).said);
    expect(said.filter((text) => !text.includes("error["))).toEqual([]);
    matchGolden(join(import.meta.dirname, "golden/markdown-cells.txt"), said.join("\n"));
  });

  it.each([
    ["a\\[^n\\]", "a[^n]"],
    ["\\[@survey\\]", "[@survey]"],
    ["\\@survey", "@survey"],
    ["\\<b\\>", "<b>"],
    ["a \\<b and c> d", "a <b and c> d"],
    ["\\[x](javascript:a)", "[x](javascript:a)"],
    ["x<y>z", "x<y>z"],
    ["[mail me@work now]", "[mail me@work now]"],
    ["`[@survey] <b>` and <https://example.org>", "[@survey] <b> and https://example.org"],
    ["1 < 2 > 0", "1 < 2 > 0"],
    ["a@b.org", "a@b.org"],
    ["a\r\nb", "a b"],
    ["H<sub>2</sub>O <kbd>x</kbd>", "H2O x"],
  ])("prints %j", (cell, printed) => {
    const { tree, said } = shown([cell], true);
    expect(said).toBe("");
    const [figure] = tree.chapters[0]?.children ?? [];
    expect(figure).toMatchObject({ table: { rows: [[{}, { text: printed }]] } });
  });

  it("keeps its form in a row of totals", () => {
    const table = {
      columns: [
        { key: "name", label: "Name", align: "left" },
        { key: "words", label: "Words", align: "left", markdown: true },
      ],
      rows: [
        ["a", "*b*"],
        ["all", "*c*, **d** and `e`"],
      ],
      totals: 1,
    } as const;
    const { tree } = resolve({ "chapters/01-juice.md": chapter(TABLE) }, { table });
    expect(writeMarkdown(tree)).toContain("| a | *b* |\n| **all** | ***c*, d and `e`** |");
  });
});
