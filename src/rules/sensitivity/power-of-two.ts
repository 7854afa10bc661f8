import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/power-of-two",
  severity: "error",
  summary: "the number of draws is no power of two",
  why: "Sobol' points are spread evenly only then; with other numbers the estimate is biased towards where the last points fell. Take a power of two.",
  fixed: true,
  wrong: { files: {}, command: ["sweep", "monte-carlo", "harvest", "--draws", "1000"] },
  right: { files: {}, command: ["sweep", "monte-carlo", "harvest", "--draws", "64"] },
};
