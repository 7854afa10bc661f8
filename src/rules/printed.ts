import { fence, withChapter } from "./base.js";
import type { Rules } from "./rule.js";

const planted = fence("ts {#planted}", "const planted = 2026 + given.orchard.trees / 24;");

const windfall = fence("ts {#windfall}", "const windfall = 5 / given.orchard.trees;");

const lost = fence("ts {#lost}", "const lost = 0.2 / given.orchard.trees;");

export const printed = {
  "printed/share": {
    severity: "hint",
    summary: "a share is printed as the number it is where a percent sign says hundredths",
    why: 'A share of 0.2 is 20%. Blocks have shares as the numbers they are, and `percent` prints them in hundredths, sign and all; an axis labelled in percent takes `percent: true`, a column `format: "percent"`.',
    wrong: withChapter(windfall, "The wind takes {{number windfall}}% of them."),
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
