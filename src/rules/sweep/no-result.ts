import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/no-result",
  severity: "warning",
  summary: "a study has no finite result at some points",
  why: "They are left out, so that a quantile or a bar rests on the rest. Mend the computation there, or narrow the ranges to what is possible.",
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const spare = given.orchard.trees < 119 ? Number.NaN : harvest;"),
        fence(
          "sweep {#tbl-moves .monte-carlo}",
          `outputs: spare
draws: 64
caption: What moves the harvest.`,
        ),
        "See @tbl-moves.",
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const spare = given.orchard.trees < 119 ? 0 : harvest;"),
        fence(
          "sweep {#tbl-moves .monte-carlo}",
          `outputs: spare
draws: 64
caption: What moves the harvest.`,
        ),
        "See @tbl-moves.",
      ),
    },
  },
};
