import { BASE, chapter, examples, fence, withChapter } from "./base.js";
import type { Rules } from "./rule.js";

const summary = (redirects: string): string =>
  (BASE["chapters/01-summary.md"] ?? "").replace("A. Grower]", () => `A. Grower], redirects: ${redirects}`);

/** A chart of what the press takes. */
const capacity = (id: string, mark = "Plot.lineY"): string =>
  fence(
    `ts {#${id} .chart}`,
    `//| caption: What the press takes, as ${mark === "Plot.lineY" ? "a line" : "bars"}.
//| alt: It rises by a third.
Plot.plot({ x: { label: "Year" }, y: { label: "Capacity, kg" }, marks: [${mark}(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })] })`,
  );

export const chapters = {
  "chapters/character": {
    severity: "error",
    summary: "a chapter has a character in it that can't be printed",
    why: "Private-use characters are drawn as whatever a font made of them, and a few are marks of the engine; control characters and marks that turn the direction of writing show as nothing, or turn what stands around them. Use another character, or say it in words.",
    fixed: true,
    wrong: withChapter("Juice  is pressed in autumn."),
    right: withChapter("Juice is pressed in autumn."),
  },
  "chapters/comment": {
    severity: "error",
    summary: "a comment is never closed",
    why: "Whether what follows is meant for the reader can't be told, and a comment is not for print. Close it with `-->`; where the characters themselves are meant, put a backslash before them or stand them in code.",
    fixed: true,
    wrong: withChapter("Juice is pressed in autumn. <!-- ask the grower"),
    right: withChapter("Juice is pressed in autumn. <!-- ask the grower -->"),
  },
  "chapters/duplicate-id": {
    severity: "error",
    summary: "two blocks have the same id",
    why: "References, claims and files of data are found by the id, so one of the two could not be reached. Give the second another one.",
    fixed: true,
    wrong: withChapter(fence("ts {#harvest}", "const litres = given.orchard.trees * 12;")),
    right: withChapter(fence("ts {#juice}", "const litres = given.orchard.trees * 12;")),
  },
  "chapters/fence": {
    severity: "error",
    summary: "the head of a fence can't be read",
    why: "A block with an unknown class or without an id would not run, and its code would stand in the report as an example. Write `ts {#id}` behind the backticks, with `.claim`, `.chart` or `.table` where it is one.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice .chrat}", "const litres = given.orchard.trees * 12;")),
    right: withChapter(fence("ts {#juice}", "const litres = given.orchard.trees * 12;")),
  },
  "chapters/file-name": {
    severity: "error",
    summary: "a chapter's file has a name that isn't one, or that another chapter has",
    why: "Chapters stand in the order of their numbers, and the rest of the name is how they are linked to. Two of one name would be one section to a link. Name each NN-name.md.",
    fixed: true,
    wrong: { files: { "chapters/03-harvest.md": chapter("Juice is pressed in autumn.") } },
    right: withChapter("Juice is pressed in autumn."),
  },
  "chapters/front-matter": {
    severity: "error",
    summary: "a chapter's front matter can't be read, or says something unknown",
    why: "A misspelt key would be forgotten without a word: a version of the assumptions, a notice, a title that a reader should have seen. Mend the key or its value.",
    fixed: true,
    ...examples(
      (line) => ({
        files: {
          "chapters/03-juice.md": `---
title: Juice
${line}
---

Juice is pressed in autumn.
`,
        },
      }),
      "numbred: false",
      "numbered: false",
    ),
  },
  "chapters/layout": {
    severity: "error",
    summary: "figures side by side hold something else, or are not what their first line says",
    why: 'Words would stand in a column as wide as a figure, and a single one has nothing beside it. Between `::: {#fig-… layout-ncol=2 caption="…"}` and `:::` stand figures alone, two or more, each with an empty line around it; what is said of all of them is the caption.',
    fixed: true,
    wrong: withChapter(
      "See @fig-presses.",
      '::: {#fig-presses layout-ncol=2 caption="The presses."}',
      capacity("fig-one"),
      "Both are of oak.",
      capacity("fig-two", "Plot.barY"),
      ":::",
    ),
    right: withChapter(
      "See @fig-presses.",
      '::: {#fig-presses layout-ncol=2 caption="The presses, both of oak."}',
      capacity("fig-one"),
      capacity("fig-two", "Plot.barY"),
      ":::",
    ),
  },
  "chapters/merge": {
    severity: "error",
    summary: "a chapter holds both sides of a merge",
    why: "Git marks with lines of seven signs what two branches changed in different ways. They read as prose: both sides would be printed, with the marks between them. Keep one side, or write what both come to, and take the lines away.",
    fixed: true,
    wrong: withChapter(
      "<<<<<<< HEAD\nJuice is pressed in autumn.\n",
      "=======\nJuice is pressed in October.",
      ">>>>>>> harvest",
    ),
    right: withChapter("Juice is pressed in October."),
  },
  "chapters/missing-alternative-text": {
    severity: "error",
    summary: "a chart has no alternative text",
    why: "Who can't see the picture gets nothing in its place, and the PDF can't be made to the standard for accessible documents. Say in a sentence what the chart shows.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("ts {#fig-press .chart}", code), "See @fig-press."),
      `//| caption: What the press takes.
Plot.plot({ x: { label: "Year" }, y: { label: "Capacity, kg" }, marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })] })`,
      `//| caption: What the press takes.
//| alt: A line that rises by a third.
Plot.plot({ x: { label: "Year" }, y: { label: "Capacity, kg" }, marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })] })`,
    ),
  },
  "chapters/option": {
    severity: "error",
    summary: "an option of a block is unknown, missing, or said twice",
    why: "A misspelt option would be forgotten, and the figure would stand without its caption or source. The message lists those there are; write each once.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("ts {#tbl-press .table}", code), "See @tbl-press."),
      `//| capton: What the press takes.
//| caption: What the press takes.
table(rows({ kg: given.press.capacity }))`,
      `//| caption: What the press takes.
table(rows({ kg: given.press.capacity }))`,
    ),
  },
  "chapters/redirect": {
    severity: "error",
    summary: "an old name or address leads to nothing, in a circle, or away from what is there",
    why: "Who follows a link that was published would find nothing, or something else. Name what has its place now, in the first chapter's `memo: { redirects: { old: new } }`.",
    fixed: true,
    wrong: {
      files: {
        "chapters/01-summary.md": summary(
          "{sec-yield: sec-harvets, old: older, older: old, fits: harvest, sec-harvest: sec-summary}",
        ),
      },
    },
    right: { files: { "chapters/01-summary.md": summary("{sec-yield: sec-harvest, crop: yield, yield: harvest}") } },
  },
  "chapters/size": {
    severity: "error",
    summary: "a chapter, a line, a paragraph or an id is longer than is read, or there is too much of something",
    why: "What a stranger writes may not keep a build at work for hours, and nobody reads a paragraph of ten pages. Nor does a memo hold more than 1,000 chapters or 400,000 pieces: a paragraph, item, cell, link or note is one, a quoted value ten, a block forty. Nothing else is told of such a memo. Divide it; rows belong in `data/` or in a table block, numbers in the assumptions.",
    fixed: true,
    wrong: withChapter(`Juice is ${"pressed and ".repeat(900)}drunk.`),
    right: withChapter("Juice is pressed.", "Juice is drunk."),
  },
} satisfies Rules<"chapters">;
