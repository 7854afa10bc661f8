import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/too-many-dimensions",
  severity: "error",
  summary: "a study has more inputs than Sobol' points have dimensions",
  why: "The points would repeat themselves. Vary fewer assumptions, those at the head of the tornado.",
  fixed: true,
  example: "none",
  because: "it takes thousands of assumptions",
};
