import { expect, it } from "vitest";
import { formatDiagnostics, MemoError } from "../../../src/diagnostic.js";
import { computeMemo } from "../../../src/memo/compute.js";
import { writePdf } from "../../../src/render/pdf/index.js";
import { BASE } from "../../../src/rules/base.js";
import { projectOf, type Sources } from "../../cli/memo.js";

/** What a line of text can hold besides letters. */
const INLINES: Record<string, string> = {
  "a link": "the [vans](https://example.org) of it",
  "a link to a section": "the [trees](#sec-b) of it",
  "a citation": "said there [@count]",
  "a reference": "see @sec-c and @sec-b",
  "a footnote": "noted[^n]",
  "an address": "at <https://example.org>",
  "a value": "the {{harvest}} of it",
  "code, emphasis and what is struck": "`a` *b* **c** ~~d~~",
  "all in one": "**[*the* `vans`](https://example.org)** ~~[@count]~~ *{{harvest}}*",
};

/** Where a line of text can stand in a chapter. */
const TEXTS: Record<string, (text: string) => string> = {
  "a heading": (text) => `## ${text}\n\nA paragraph.\n\n### ${text}\n\n#### ${text}\n\nMore.`,
  "a caption": (text) => figure(text),
  "a table's cells": (text) => `| ${text} | b |\n| --- | --- |\n| ${text} | c |`,
  "lists and quotations": (text) => `- ${text}\n- b\n\n1. ${text}\n\n> ${text}\n\n> [!NOTE]\n> ${text}`,
  "definitions and notes": (text) => `${text}\n: ${text}\n\nMore.[^m]\n\n[^m]: ${text}`,
};

/** Where a line of text can stand. */
const PLACES: Record<string, (text: string) => Sources> = {
  "the memo's title": (text) => front({ title: text }),
  "its subtitle": (text) => front({ subtitle: text }),
  "its authors": (text) => front({ authors: text }),
  "its notice": (text) => front({ notice: text }),
  "a chapter's title": (text) => body("A paragraph.", text),
  ...Object.fromEntries(Object.entries(TEXTS).map(([place, put]) => [place, (text: string) => body(put(text))])),
};

const LONG = Array.from({ length: 40 }, () =>
  "What the trees carry is weighed, and so is what the press takes. ".repeat(6),
).join("\n\n");
const NOTE = "\n\n[^n]: A note.\n";
const scalar = (text: string): string => JSON.stringify(text);

function front(memo: { title?: string; subtitle?: string; authors?: string; notice?: string }): Sources {
  const { title = "The orchard", authors = "A. Grower", ...more } = memo;
  const rest = Object.entries(more).map(([key, text]) => `, ${key}: ${scalar(text)}`);
  return laid({
    "chapters/01-summary.md": `---\ntitle: Summary\nmemo: {title: ${scalar(title)}, authors: [${scalar(authors)}]${rest.join("")}}\n---\n\nText.[^n]${NOTE}`,
  });
}

const figure = (caption = "A figure"): string =>
  `\`\`\`ts {#tbl-a .table}\n//| caption: ${scalar(caption)}\n//| source: ${scalar(caption)}\n[{ part: "screw" }]\n\`\`\`\n\nSee @tbl-a.`;

/** The first chapter behind the contents, and so long that the heads of pages name it. */
const body = (text: string, title = "More"): Sources =>
  laid({
    "chapters/01-summary.md": `---\ntitle: Summary\nnumbered: false\nmemo: {title: The orchard, authors: [A. Grower]}\n---\n\nText.`,
    "chapters/02-before.md": `---\ntitle: ${scalar(title)}\n---\n\n${text}\n\nSee.[^n]\n\n${LONG}${NOTE}`,
  });

const laid = (files: Sources): Sources => ({
  ...BASE,
  "chapters/04-end.md": `---\ntitle: End\n---\n\n## Part {#sec-b}\n\nText.\n\n## More of it {#sec-c}\n\nText.`,
  ...files,
});

/** "" for a PDF, else the message. */
async function outcome(files: Sources): Promise<string> {
  try {
    const { tree } = await computeMemo(projectOf(files), {});
    await writePdf(tree);
    return "";
  } catch (error) {
    if (error instanceof MemoError) return formatDiagnostics(error.diagnostics);
    throw error;
  }
}

/** What has no place outside of the text, and says so at its own. */
const REFUSED = /^error\[prose\/(?:footnote|reference)-place\] chapters\/01-summary\.md:3:\d+\n/;

it("sets what a text can hold wherever a text can stand", async () => {
  const all = Object.values(INLINES).join("; ");
  const plain = all.replaceAll("[^n]", "");
  expect(await outcome(front({ title: plain, subtitle: plain, authors: plain, notice: plain }))).toBe("");
  const places = Object.entries(TEXTS).map(([, put]) => put(all));
  expect(await outcome(body(places.join("\n\n"), all))).toBe("");
});

// A PDF takes a third of a second.
it.runIf(process.env.MEMO_WHOLE !== undefined)(
  "sets each thing that a text can hold in each place by itself, or refuses it there",
  async () => {
    for (const [place, put] of Object.entries(PLACES))
      for (const [inline, text] of Object.entries(INLINES)) {
        const told = await outcome(put(text));
        const isOutside = place.startsWith("the memo") || place.startsWith("its ");
        if (isOutside && inline === "a footnote")
          expect([place, inline, told]).toEqual([place, inline, expect.stringMatching(REFUSED)]);
        else expect([place, inline, told]).toEqual([place, inline, ""]);
      }
  },
  400_000,
);
