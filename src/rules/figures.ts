import { chapter, examples, fence, withChapter } from "./base.js";
import type { Rules } from "./rule.js";

const table = (text: string): Record<string, string> => ({
  "chapters/03-juice.md": chapter(
    "@tbl-press has the press.",
    fence("ts {#tbl-press .table}", `//| caption: The press.\n[{ part: "screw", note: "${text}" }]`),
  ),
});

const shades = (caption: string): Record<string, string> => ({
  "chapters/03-juice.md": chapter(
    fence(
      "ts {#fig-press .chart}",
      `//| caption: What the press takes. ${caption}
//| alt: Two bars, the second a third higher.
Plot.plot({ x: { label: "Year" }, y: { label: "Capacity, kg" }, color: { type: "ordinal" }, marks: [Plot.barY(rows({ kg: given.press.capacity }), { x: "year", y: "kg", fill: "kg" })] })`,
    ),
    "See @fig-press.",
  ),
});

export const figures = {
  "figures/alt-repeats-caption": {
    severity: "warning",
    summary: "an alternative text says what the caption says",
    why: "Who can't see the picture hears the caption twice and the picture never. Say what it shows: which lines, how they run, what stands out.",
    ...examples(
      (line) =>
        withChapter(
          fence(
            "ts {#fig-press .chart}",
            `//| caption: What the press takes each year.
${line}
Plot.plot({ x: { label: "Year" }, y: { label: "Capacity, kg" }, marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })] })`,
          ),
          "See @fig-press.",
        ),
      "//| alt: What the press takes each year.",
      "//| alt: A line that rises in one step.",
    ),
  },
  "figures/duplicate": {
    severity: "warning",
    summary: "two figures show the same",
    why: "A reader looks for the difference and finds none. Keep one, and refer to it from both places.",
    wrong: withChapter(
      fence(
        "ts {#tbl-press .table}",
        `//| caption: What the press takes.
table(rows({ kg: given.press.capacity }))`,
      ),
      fence(
        "ts {#tbl-room .table}",
        `//| caption: What there is room for.
table(rows({ kg: given.press.capacity }))`,
      ),
      "See @tbl-press and @tbl-room.",
    ),
    right: withChapter(
      fence(
        "ts {#tbl-press .table}",
        `//| caption: What the press takes.
table(rows({ kg: given.press.capacity }))`,
      ),
      "See @tbl-press.",
    ),
  },
  "figures/formula-cell": {
    severity: "warning",
    summary: "a text of a figure's data begins as a formula does",
    why: "A spreadsheet that opens the data behind a figure would run such a text as a formula, which may send what stands beside it elsewhere. In the CSV it is quoted, with an apostrophe before it; all other texts, and all numbers, stand letter for letter. Begin the text with a word where it is no number.",
    wrong: { files: table("=HYPERLINK(A1)") },
    right: { files: table("the formula =HYPERLINK(A1)") },
  },
  "figures/shade": {
    severity: "warning",
    summary: "a caption or alternative text calls colours dark or light",
    why: "On dark paper a chart has other colours, and of a ramp what was darkest is lightest. Strong and faint are true on both: how far a colour stands out from its paper; so are the names of colours.",
    wrong: { files: shades("Darker bars take more.") },
    right: { files: shades("Stronger bars take more.") },
  },
} satisfies Rules<"figures">;
