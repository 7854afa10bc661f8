import { chapter, examples, fence, withChapter } from "./base.js";
import type { Rules } from "./rule.js";

const table = (from: number, to: number): string =>
  chapter(
    fence(
      "ts {#tbl-years .table}",
      `//| caption: What the press takes, in kilogrammes.
[Object.fromEntries(years(${from}, ${to}).map((year) => [\`y\${year}\`, 12_345_678 + year]))]`,
    ),
    "See @tbl-years.",
  );

export const pdf = {
  "pdf/missing-glyph": {
    severity: "error",
    summary: "a character is in none of the PDF's fonts",
    why: "The reader of the PDF would see an empty box. Use another character, or say it in words.",
    fixed: true,
    wrong: { ...withChapter("The press has a 𓂀 on it."), command: ["build", "--only", "pdf"] },
    right: { ...withChapter("The press has an eye painted on it."), command: ["build", "--only", "pdf"] },
  },
  "pdf/no-room": {
    severity: "error",
    summary: "a table, chart or equation would run off its page in the PDF",
    why: "What runs off the page is lost to whoever reads the PDF. A table is set smaller, wrapped and turned before that, an equation broken.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": table(2020, 2050) }, command: ["build", "--only", "pdf"] },
    right: { files: { "chapters/03-juice.md": table(2020, 2028) }, command: ["build", "--only", "pdf"] },
  },
  "pdf/typst": {
    severity: "error",
    summary: "the typesetter refused the document",
    why: "There is no PDF. The message is the typesetter's own and says what it can't set; tell the project about it.",
    fixed: true,
    example: "none",
    because: "everything that is known to lead to it is found before, and reported in the chapter",
  },
  "pdf/unknown-font": {
    severity: "error",
    summary: "a chart sets text in a font that the PDF doesn't have",
    why: "The text would be set in whatever font a machine has, and run over its place. Leave the font out.",
    fixed: true,
    ...examples(
      (line) => ({
        ...withChapter(
          fence(
            "ts {#fig-press .chart}",
            `//| caption: What the press takes.
//| alt: A line that rises by a third.
${line}`,
          ),
          "See @fig-press.",
        ),
        command: ["build", "--only", "pdf"],
      }),
      'Plot.plot({ x: { label: "Year" }, y: { label: "Capacity, kg" }, marks: [Plot.text(rows({ kg: given.press.capacity }), { x: "year", y: "kg", text: "year", dx: 30, fontFamily: "Comic Sans MS" })] })',
      'Plot.plot({ x: { label: "Year" }, y: { label: "Capacity, kg" }, marks: [Plot.text(rows({ kg: given.press.capacity }), { x: "year", y: "kg", text: "year", dx: 30 })] })',
    ),
  },
} satisfies Rules<"pdf">;
