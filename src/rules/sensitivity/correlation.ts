import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/correlation",
  severity: "error",
  summary: "a rank correlation can't be used",
  why: "The draws would be made as if it weren't there. Correlate two assumptions that are drawn, once.",
  fixed: true,
  wrong: {
    files: {},
    command: ["sweep", "monte-carlo", "harvest", "--draws", "64", "--correlate", "orchard.trees,press.capacity=0.5"],
  },
  right: {
    files: {},
    command: ["sweep", "monte-carlo", "harvest", "--draws", "64", "--correlate", "orchard.trees,orchard.apples=0.5"],
  },
};
