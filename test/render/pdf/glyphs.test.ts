import { describe, expect, it } from "vitest";
import { formatDiagnostics, MemoError } from "../../../src/diagnostic.js";
import type { FigureNode, MemoTree } from "../../../src/document/tree.js";
import { checkGlyphs } from "../../../src/render/pdf/glyphs.js";
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

  it("is told at the letter in the file that it is written in, among others of its kind", () => {
    const text = "The press has a \u{13080} on it.";
    const where = "chapters/02-press.md, section 2";
    const none = new Map([["Inter", { has: (code: number) => code < 0x10000 }]]) as Parameters<typeof checkGlyphs>[1];
    const missing = (
      printed: Partial<Parameters<typeof checkGlyphs>[0][number]>,
      sources: Record<string, string>,
    ): string => {
      const [found] = checkGlyphs([{ text, where, ...printed }], none, new Map(Object.entries(sources)));
      const { file, start, end } = found?.place ?? {};
      return `${file}:${start?.line}:${start?.column}-${end?.column}`;
    };
    const other = { "chapters/01-a.md": `# \u{13080}\n${text}` };
    const press = "<!-- a \u{13080} -->\n\nThe *press* has\na \u{13080} on it, \u{13080}.";
    for (const [name, printed, sources, place] of [
      ["its own chapter", {}, { ...other, "chapters/02-press.md": press }, "chapters/02-press.md:4:3-5"],
      [
        "a register",
        {},
        { "chapters/02-press.md": "None.", "assumptions/v.yaml": "a:\n  label: \u{13080}" },
        "assumptions/v.yaml:2:10-12",
      ],
      ["no file", {}, { "chapters/02-press.md": "None." }, "undefined:undefined:undefined-undefined"],
      [
        "a caption",
        { place: { file: "chapters/01-a.md", start: { line: 1, column: 1 } } },
        { ...other, "chapters/02-press.md": press },
        "chapters/01-a.md:2:17-19",
      ],
    ] as const)
      expect(missing(printed, sources), name).toBe(place);
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
