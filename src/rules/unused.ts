import { BASE, chapter, fence, newer, withChapter, withNewer } from "./base.js";
import type { Rules } from "./rule.js";

export const unused = {
  "unused/assumption": {
    severity: "warning",
    summary: "nothing uses an assumption",
    why: "The register prints it, and a reader takes it for something that the report rests on. Use it, or take it out.",
    wrong: withNewer(`orchard:
  pears: {value: 20 kg, reason: new}`),
    right: {
      files: {
        "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, reason: new}`),
        "chapters/03-juice.md": chapter("A pear tree carries {{number given.orchard.pears digits=0}} kg."),
      },
    },
  },
  "unused/block": {
    severity: "warning",
    summary: "nothing uses a block",
    why: "What it computes is in no sentence, figure or output, so nobody would see it go wrong. Use it, or take it out.",
    wrong: withChapter(fence("ts {#juice}", "const juice = harvest * 0.6;")),
    right: withChapter(
      fence("ts {#juice}", "const juice = harvest * 0.6;"),
      "It gives {{number juice digits=0}} litres.",
    ),
  },
  "unused/claim": {
    severity: "warning",
    summary: "no sentence states a claim",
    why: 'It is tested and nobody reads it. Put the sentence that leans on it into `{{#claim "id"}}`, or take it out.',
    wrong: withChapter(fence("ts {#plenty .claim}", "harvest > 4000 /* kg */")),
    right: withChapter(
      fence("ts {#plenty .claim}", "harvest > 4000 /* kg */"),
      `{{#claim "plenty"}}There is plenty.{{else}}There is little.{{/claim}}`,
    ),
  },
  "unused/data-file": {
    severity: "warning",
    summary: "nothing declares a file of `data/`",
    why: "It is committed and read by nobody: the figures it was fetched for may rest on another one. Declare it, or take it out.",
    wrong: { files: { "data/pickings.csv": "day\n2026-05-11\n" } },
    right: {
      files: {
        "assumptions/2026-03.yaml": BASE["assumptions/2026-03.yaml"]?.replace(
          "  press:",
          "  pickings: {data: pickings.csv, columns: {apples: {unit: kg}}}\n  press:",
        ) as string,
        "chapters/03-juice.md": chapter(
          fence("ts {#picked}", "const picked = d3.sum(given.pickings.columns.apples);"),
          "So far {{number picked digits=0}} kg were picked.",
        ),
        "data/pickings.csv": "apples\n310\n",
      },
    },
  },
  "unused/figure": {
    severity: "warning",
    summary: "no text refers to a figure",
    why: "A reader meets it without being told what to look for. Refer to it where the text speaks of it.",
    wrong: withChapter(
      fence(
        "ts {#tbl-press .table}",
        `//| caption: What the press takes.
table(rows({ kg: given.press.capacity }))`,
      ),
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
  "unused/source": {
    severity: "warning",
    summary: "nothing cites a source",
    why: "The list of references would suggest that the report rests on it. Cite it, or take it out.",
    wrong: {
      files: {
        "assumptions/sources.yaml": `sources:
  count: {title: Count of the orchard, publisher: Orchard Society, date: 2026-03}
  atlas: {title: Atlas of Apples, date: 2019}
`,
      },
    },
    right: {
      files: {
        "assumptions/sources.yaml": `sources:
  count: {title: Count of the orchard, publisher: Orchard Society, date: 2026-03}
  atlas: {title: Atlas of Apples, date: 2019}
`,
        "chapters/03-juice.md": chapter("The sorts are old [@atlas]."),
      },
    },
  },
} satisfies Rules<"unused">;
