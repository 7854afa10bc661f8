import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CALLOUTS, calloutWord } from "../../src/chapters/callouts.js";
import { writeHtml } from "../../src/render/html/index.js";
import { writeMarkdown } from "../../src/render/markdown/index.js";
import { typstSource } from "../../src/render/pdf/index.js";
import { chapter } from "../../src/rules/base.js";
import { matchGolden } from "../golden.js";
import { resolve } from "./resolve.js";

const FILE = "chapters/01-juice.md";

describe("a callout", () => {
  it.each(CALLOUTS)("of the kind %s is one in page, PDF and Markdown, with values, marks and notes in it", (kind) => {
    const mark = `[!${kind.toUpperCase()}]`;
    for (const spelling of [mark, `[!${kind}]`]) {
      const text = `> ${spelling}\n> Of {{number given.gw.add.2026 digits=0}} *GW*.[^a]\n>\n> - one\n\n[^a]: Old.`;
      const { tree, diagnostics } = resolve({ [FILE]: chapter(text) });
      expect(diagnostics).toEqual([]);
      const [quote] = tree.chapters[0]?.children ?? [];
      expect(quote).toMatchObject({ type: "quote", callout: kind });
      expect(writeMarkdown(tree)).toMatch(
        new RegExp(`> \\[!${kind.toUpperCase()}\\]\n> Of [^\n]+\\*GW\\*\\.\\[\\^1\\]\n>\n> - one`),
      );
      const page = writeHtml(tree, { fonts: () => "" });
      expect(page).toContain(
        `<div class="callout ${kind}" role="note"><p class="kind">${calloutWord(kind)}</p>\n<p>Of `,
      );
      expect(page).toContain(".callout.caution { --mark-ink");
      expect(typstSource(tree).main).toContain(`#callout("${kind}", "${calloutWord(kind)}")[`);
    }
  });

  it("may have its text behind an empty line", () => {
    const { tree, diagnostics } = resolve({ [FILE]: chapter("> [!TIP]\n>\n> Later.") });
    expect(diagnostics).toEqual([]);
    expect(tree.chapters[0]?.children).toEqual([
      {
        type: "quote",
        callout: "tip",
        children: [{ type: "paragraph", children: [{ type: "text", text: "Later." }] }],
      },
    ]);
  });

  it.each(["> \\[!NOTE]\n> a", "> `[!NOTE]`\n> a", "> a [!NOTE]\n> b"])("is not %j", (text) => {
    const { tree, diagnostics } = resolve({ [FILE]: chapter(text) });
    expect(diagnostics).toEqual([]);
    expect(tree.chapters[0]?.children[0]).not.toHaveProperty("callout");
  });

  it("leaves the style of a page without one as it is", () => {
    const { tree } = resolve({ [FILE]: chapter("> a") });
    expect(writeHtml(tree, { fonts: () => "" })).not.toContain(".callout");
  });

  it("that is none is told", () => {
    const wrong = [
      "> [!INFO]\n> a",
      "> [!NOTES]\n> a",
      "> [!NOTE]-\n> a",
      "> [!NOTE] Title\n> a",
      "> [!NOTE]",
      "> [!NOTE]\n>",
      "> a\n> [!NOTE]\n> b",
      "- > [!NOTE]\n  > a",
      "> > [!NOTE]\n> > a",
      "> [!XYZ]\n> a",
    ];
    const said = wrong.map((text) => resolve({ [FILE]: chapter(text) }).said);
    expect(said.filter((text) => !text.includes("error[prose/callout]"))).toEqual([]);
    matchGolden(join(import.meta.dirname, "golden/callouts.txt"), said.join("\n"));
  });
});
