import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/correlation",
  severity: "error",
  summary: "a rank correlation of a sweep can't be read",
  why: "The draws would be made as if the two were independent. Write `{between: [one, another], spearman: 0.5}`.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .monte-carlo}",
          `outputs: harvest
draws: 64
correlations: [{between: [orchard.trees], spearman: 0.5}]`,
        ),
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .monte-carlo}",
          `outputs: harvest
draws: 64
correlations: [{between: [orchard.trees, orchard.apples], spearman: 0.5}]`,
        ),
      ),
    },
  },
};
