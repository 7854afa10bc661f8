import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/no-chart",
  severity: "error",
  summary: "a break-even is to be drawn",
  why: "It comes to a number or to none, which is no picture. Give it an id that begins with `tbl-`, or with neither, to be quoted alone.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#fig-even .break-even}",
          `output: fits
vary: orchard.trees
caption: Where it flips.
alt: A number.`,
        ),
        "See @fig-even.",
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#tbl-even .break-even}",
          `output: fits
vary: orchard.trees
caption: Where it flips.`,
        ),
        "See @tbl-even.",
      ),
    },
  },
};
