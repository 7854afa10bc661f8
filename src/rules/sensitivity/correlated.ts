import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/correlated",
  severity: "error",
  summary: "indices of Sobol' are asked for of correlated assumptions",
  why: "Where inputs move together, a share of the variance belongs to none of them alone. Leave the correlation out, or read a Monte Carlo run.",
  fixed: true,
  wrong: {
    files: {},
    command: ["sweep", "sobol", "harvest", "--draws", "64", "--correlate", "orchard.trees,orchard.apples=0.5"],
  },
  right: {
    files: {},
    command: ["sweep", "monte-carlo", "harvest", "--draws", "64", "--correlate", "orchard.trees,orchard.apples=0.5"],
  },
};
