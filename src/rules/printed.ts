import { fence, withChapter } from "./base.js";
import type { Rules } from "./rule.js";

const planted = fence("ts {#planted}", "const planted = 2026 + given.orchard.trees / 24;");

const windfall = fence("ts {#windfall}", "const windfall = 5 / given.orchard.trees;");

const lost = fence("ts {#lost}", "const lost = 0.2 / given.orchard.trees;");

const shrink = fence("ts {#shrink}", "const shrink = -12 / given.orchard.trees;");

export const printed = {
  "printed/run-together": {
    severity: "warning",
    summary: "digits stand right against a printed number",
    why: "A reader takes them for one number, which nothing came to. Put a blank or a word between two numbers, and compute in a block what is one.",
    wrong: withChapter(windfall, "The wind takes 10{{percent windfall}} of them."),
    right: withChapter(windfall, "The wind takes {{percent windfall}} of them."),
  },
  "printed/share": {
    severity: "hint",
    summary: "a share is printed as the number it is where a percent sign says hundredths",
    why: 'A share of 0.2 is 20%. Blocks have shares as the numbers they are, and `percent` prints them in hundredths, sign and all; an axis labelled in percent takes `percent: true`, a column `format: "percent"`.',
    wrong: withChapter(windfall, "The wind takes {{number windfall}}% of them."),
    right: withChapter(windfall, "The wind takes {{percent windfall}} of them."),
  },
  "printed/sign": {
    severity: "warning",
    summary: "a number below zero is printed behind words that say which way it goes",
    why: "A fall of −12% is a rise, and a rise of −12% is none. Print the size behind such words, and let a claim choose them; words such as “changes by” go with either sign.",
    wrong: withChapter(shrink, "The orchard grows by {{percent shrink}}."),
    right: withChapter(shrink, "The orchard changes by {{percent shrink}}."),
  },
  "printed/twice": {
    severity: "warning",
    summary: "the unit that is printed with a number stands beside it once more",
    why: "A reader meets “12%%” or “$$5”. A format that prints the unit needs no sign and no word for it beside it.",
    wrong: withChapter(windfall, "The wind takes {{percent windfall}} percent of them."),
    right: withChapter(windfall, "The wind takes {{percent windfall}} of them."),
  },
  "printed/year": {
    severity: "hint",
    summary: "what looks like a year is printed with a comma",
    why: "A year is a name, not an amount. `date` prints it as one, in a column too, and a data file declares it with `type: year`; an amount that only looks like a year is told from one by its unit.",
    wrong: withChapter(planted, "The trees are replaced in {{number planted}}."),
    right: withChapter(planted, "The trees are replaced in {{date planted}}."),
  },
  "printed/zero": {
    severity: "hint",
    summary: "a number that isn't 0 is printed as 0",
    why: "A reader takes it for nothing. Print as many digits as it needs, or say in words that it is small.",
    wrong: withChapter(lost, "The wasps take {{percent lost}}."),
    right: withChapter(lost, "The wasps take {{percent lost digits=2}}."),
  },
} satisfies Rules<"printed">;
