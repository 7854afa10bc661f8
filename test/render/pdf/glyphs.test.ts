import { describe, expect, it } from "vitest";
import { formatDiagnostics, MemoError } from "../../../src/diagnostic.js";
import type { FigureNode, MemoTree } from "../../../src/document/tree.js";
import { writePdf } from "../../../src/render/pdf/index.js";
import { chartTexts } from "../../../src/render/pdf/svg.js";
import { matchGolden } from "../../golden.js";
import { sampleTree } from "../sample.js";

async function problems(tree: MemoTree): Promise<string> {
  try {
    await writePdf(tree);
  } catch (error) {
    if (error instanceof MemoError) return `${formatDiagnostics(error.diagnostics)}\n`;
    throw error;
  }
  throw new Error("the PDF was written");
}

function withChart(change: (svg: string) => string): MemoTree {
  const tree = sampleTree();
  const chapters = tree.chapters.map((chapter) => ({
    ...chapter,
    children: chapter.children.map((node) =>
      node.type === "figure" && node.svg ? ({ ...node, svg: change(node.svg) } satisfies FigureNode) : node,
    ),
  }));
  return { ...tree, chapters };
}

describe("text that the fonts cannot set", () => {
  it("is reported all at once, with its place or its section, before anything is set", async () => {
    const tree = withChart((svg) => svg.replace(">2024<", ">二〇二四<"));
    const [first] = tree.chapters;
    if (first === undefined) throw new Error("the sample has chapters");
    const chapter = {
      ...first,
      children: [
        ...first.children,
        {
          type: "paragraph" as const,
          children: [
            {
              type: "text" as const,
              text: "Growth to the moon \u{1F680} and back \u{1F680}, says everyone who ever drew a line",
            },
          ],
        },
      ],
    };
    matchGolden(
      "test/render/pdf/golden/missing-glyph.txt",
      await problems({ ...tree, chapters: [chapter, ...tree.chapters.slice(1)] }),
    );
  });

  it("is reported for a chart set in a font that the PDF doesn't have", async () => {
    const tree = withChart((svg) => svg.replace('font-family="Inter"', 'font-family="system-ui, sans-serif"'));
    matchGolden("test/render/pdf/golden/unknown-font.txt", await problems(tree));
  });

  it("leaves invisible characters alone", async () => {
    const tree = sampleTree();
    await expect(
      writePdf({
        ...tree,
        subtitle: [{ type: "text", text: "soft\u00adhyphen, zero\u200bwidth, joiner\u2060s\ufe0f" }],
      }),
    ).resolves.toBeInstanceOf(Uint8Array);
  });
});

describe("the texts of a chart", () => {
  it("are found with the font in force, entities decoded, titles left out", () => {
    const svg = `<svg font-family="Inter" font-size="14"><title>no</title><text>a &lt; b &#x2192;</text>
      <g font-family="'Source Serif 4', serif"><text x="1>2">c<tspan font-family="Other" font-size="9.5">d</tspan>e</text></g><!-- <text>x</text> --></svg>`;
    expect(chartTexts(svg)).toEqual([
      { text: "a < b →", families: ["Inter"], size: 14 },
      { text: "c", families: ["Source Serif 4"], size: 14 },
      { text: "d", families: ["Other"], size: 9.5 },
      { text: "e", families: ["Source Serif 4"], size: 14 },
    ]);
  });
});
