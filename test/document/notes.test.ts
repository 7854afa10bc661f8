import { describe, expect, it } from "vitest";
import type { MemoTree } from "../../src/document/tree.js";
import { writeHtml } from "../../src/render/html/index.js";
import { writeMarkdown } from "../../src/render/markdown/index.js";
import { writePdf } from "../../src/render/pdf/index.js";
import { typstSource } from "../../src/render/pdf/source.js";
import { readPdf } from "../render/pdf/read.js";
import { resolve } from "./resolve.js";

const CLAIM = "```ts {#holds .claim}\n1 < 2\n```";
const chart = (caption: string, alt = "A", source = "S"): string =>
  `\`\`\`ts {#fig-a .chart}\n//| caption: ${caption}\n//| alt: ${alt}\n//| source: ${source}\nPlot.plot({});\n\`\`\``;

/** Places where words stand, each as a chapter's title and text around a note. */
const PLACES: Readonly<Record<string, (note: string) => { title?: string; text: string }>> = {
  "a sentence": (note) => ({ text: `Words${note} go on.` }),
  "a heading": (note) => ({ text: `## Words${note} of a heading` }),
  "the title": (note) => ({ title: `Words${note} of a title`, text: "Text." }),
  "a caption": (note) => ({ text: chart(`Words${note} of a caption`) }),
  "a caption over two lines": (note) => ({ text: chart(`Words\n//|   of${note} a caption`) }),
  "a table's caption": (note) => ({ text: `\`\`\`ts {#tbl-a .table}\n//| caption: Words${note}\ntable([]);\n\`\`\`` }),
  "a source line": (note) => ({ text: chart("C", "A", `Words${note} of a source`) }),
  "an item": (note) => ({ text: `- words${note}\n- more` }),
  "an item of an item": (note) => ({ text: `1. one\n   - words${note}` }),
  "a quotation": (note) => ({ text: `> Words${note}.` }),
  "a cell": (note) => ({ text: `| a | b |\n| --- | --- |\n| words${note} | c |` }),
  "a table's head": (note) => ({ text: `| words${note} | b |\n| --- | --- |\n| a | c |` }),
  "a term": (note) => ({ text: `Words${note}\n: What it is.` }),
  "a definition": (note) => ({ text: `Term\n: Words${note}.` }),
  "a word in bold": (note) => ({ text: `**Words${note}** go on.` }),
  "a branch that is printed": (note) => ({ text: `{{#claim "holds"}}Words${note}.{{else}}No.{{/claim}}\n\n${CLAIM}` }),
};

/** A chapter behind one with a note of its own. */
const chapterWith = ({ title = "B", text }: { title?: string; text: string }, more = ""): Record<string, string> => ({
  "chapters/01-a.md": "---\ntitle: A\n---\n\nFirst.[^first]\n\n[^first]: The first note.\n",
  "chapters/02-b.md": `---\ntitle: "${title}"\n---\n\n${text}\n\n${more}\n`,
});

const textOf = async (tree: MemoTree): Promise<string> =>
  (await readPdf(await writePdf(tree))).pages.map(({ text }) => text).join("\n");

const claims = { holds: true };

describe("a note is printed once, with its text, wherever its mark stands", () => {
  for (const [place, words] of Object.entries(PLACES))
    it(place, () => {
      for (const [kind, mark, definition] of [
        ["inline", "^[Counted at dusk.]", ""],
        ["with a label", "[^dusk]", "[^dusk]: Counted at dusk."],
      ] as const) {
        const { tree, said } = resolve(chapterWith(words(mark), definition), { claims });
        expect(said, kind).toBe("");
        expect(tree.footnotes.map(({ number }) => number)).toEqual([1, 2]);
        expect(tree.footnotes[1]?.children).toEqual([
          { type: "paragraph", children: [{ type: "text", text: "Counted at dusk." }] },
        ]);
        const markdown = writeMarkdown(tree);
        expect(markdown.match(/\[\^2\](?!:)/g), markdown).toHaveLength(1);
        expect(markdown).toContain("\n[^2]: Counted at dusk.\n");
        const page = writeHtml(tree, { fonts: () => "" });
        expect(page.match(/href="#fn-2"/g)).toHaveLength(1);
        // The code of a block stands on the page too, captions and all.
        expect(page.replace(/<pre>[\s\S]*?<\/pre>/g, "").match(/Counted at dusk\./g)).toHaveLength(1);
        expect(typstSource(tree).main.match(/#note\(2\)\[#"Counted at dusk\.";\]/g)).toHaveLength(1);
      }
    });

  it("in the order in which they are met, those that notes refer to last; the same in the PDF", async () => {
    const text = [
      "One.[^late]",
      chart("Two.^[of a caption] Again.[^late]", "A", "Three.[^shared]"),
      "| Four^[of a head] |\n| --- |\n| Five[^shared] |",
      "[^shared]: of a source line and a cell",
      "[^late]: of a sentence, with a note^[in a note]",
    ].join("\n\n");
    const { tree, said } = resolve(chapterWith({ title: "B^[of a title]", text }));
    expect(said).toBe("");
    const order = [
      "The first note.",
      "of a title",
      "of a sentence, with a note",
      "of a caption",
      "of a source line and a cell",
      "of a head",
      "in a note",
    ];
    const first = tree.footnotes.map(({ children: [node] }) => {
      const [words] = node?.type === "paragraph" ? node.children : [];
      return words?.type === "text" ? words.text : "";
    });
    expect(first).toEqual(order);
    const printed = await textOf(tree);
    for (const [index, words] of order.entries())
      expect(printed).toMatch(new RegExp(`${index + 1}\\s*${words.replace(".", "\\.")}`));
  });

  it("a head with a note in a table over several pages is set", async () => {
    const rows = Array.from({ length: 90 }, (_, n) => `| row ${n} |`).join("\n");
    const { tree } = resolve(
      chapterWith({ text: `| Head^[of the head] and [link](https://example.org) |\n| --- |\n${rows}` }),
    );
    expect((await textOf(tree)).match(/of the head/g)).toHaveLength(1);
  });
});

describe("what is wrong with a note is said at its place", () => {
  const told = (chapters: Record<string, string>): string[] =>
    resolve(chapters, { claims }).diagnostics.map(
      ({ rule, place, message }) => `${place?.start.line}:${place?.start.column} ${rule} ${message}`,
    );

  it.each(Object.entries(PLACES).filter(([place]) => !place.includes("two lines")))(
    "a mark without a text in %s",
    (_, words) => {
      const chapters = chapterWith(words("[^dusk]"), "[^dsk]: Counted at dusk.");
      const lines = (chapters["chapters/02-b.md"] ?? "").split("\n");
      const line = lines.findIndex((text) => text.includes("[^dusk]"));
      const defined = lines.findIndex((text) => text.startsWith("[^dsk]"));
      expect(told(chapters).sort()).toEqual(
        [
          `${line + 1}:${(lines[line]?.indexOf("[^dusk]") ?? 0) + 1} prose/footnote the footnote \`[^dusk]\` has no text`,
          `${defined + 1}:1 prose/unused-footnote nothing refers to the footnote \`[^dsk]\`, so its text is not printed`,
        ].sort(),
      );
    },
  );

  it("in a branch that is not printed too", () => {
    const text = `{{#claim "holds"}}Yes.{{else}}No.[^nope] No.[^yes]{{/claim}}\n\n[^yes]: Yes.\n\n${CLAIM}`;
    expect(told(chapterWith({ text }))).toEqual(["5:34 prose/footnote the footnote `[^nope]` has no text"]);
  });

  it.each([
    [
      "a label twice",
      "A[^bar].\n\n[^bar]: one\n\n[^bar]: two",
      ["9:1 prose/duplicate-footnote the footnote `[^bar]` has two texts"],
    ],
    [
      "a label twice, one above the other",
      "A[^bar].\n\n[^bar]: one\n[^bar]: two",
      ["8:1 prose/duplicate-footnote the footnote `[^bar]` has two texts"],
    ],
    [
      "a text in each row",
      "{{#each rows}}\nA[^bar].\n\n[^bar]: {{text name}}\n\n{{/each}}",
      ["8:1 prose/duplicate-footnote the footnote `[^bar]` has a text for each row"],
    ],
    [
      "a text that nothing refers to",
      "A.\n\n[^bar]: one",
      ["7:1 prose/unused-footnote nothing refers to the footnote `[^bar]`, so its text is not printed"],
    ],
    ["a text that is empty", "A[^bar].\n\n[^bar]:\n", ["7:1 prose/footnote the footnote `[^bar]` has no text"]],
    ["an inline note that is empty", "A^[].", ["5:2 prose/footnote a footnote without a text"]],
    [
      "a label with a blank",
      "A[^the bar].",
      ["5:2 prose/footnote the label of the footnote `[^the bar]` has a blank in it"],
    ],
    [
      "a note in an alternative text",
      chart("C", "A^[note] and [^bar]"),
      [
        "7:11 prose/footnote-place a footnote can't stand here: an alternative text is read aloud as it stands",
        "7:23 prose/footnote-place a footnote can't stand here: an alternative text is read aloud as it stands",
      ],
    ],
    [
      "a text in a branch that is not printed",
      `A[^bar].\n\n{{#claim "holds"}}\nYes.\n{{else}}\n[^bar]: one\n{{/claim}}\n\n${CLAIM}`,
      ["5:2 prose/footnote the text of the footnote `[^bar]` is not printed under these assumptions"],
    ],
  ])("%s", (_, text, expected) => {
    expect(
      resolve(chapterWith({ text }), { claims, values: { rows: [{ name: "a" }] } })
        .diagnostics.map(({ rule, place, message }) => `${place?.start.line}:${place?.start.column} ${rule} ${message}`)
        .sort(),
    ).toEqual(expected);
  });

  it.each([
    ["the same label in two chapters", "B.[^first]\n\n[^first]: Another."],
    [
      "a label with a text in each branch",
      `A[^bar].\n\n{{#claim "holds"}}\n[^bar]: one\n{{else}}\n[^bar]: two\n{{/claim}}\n\n${CLAIM}`,
    ],
    ["what looks like a note in code", "A `[^a]`, `x^[2]`.\n\n    [^b]: code\n\n```text\n[^c] ^[d]\n```"],
    ["what is escaped", "A \\[^a] and \\^[b]."],
  ])("nothing with %s", (_, text) => {
    expect(told(chapterWith({ text }))).toEqual([]);
  });
});
