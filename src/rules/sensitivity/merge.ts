import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/merge",
  severity: "error",
  summary: "parts of a run don't make up the whole",
  why: "Draws would be missing or counted twice. Give each part once.",
  fixed: true,
  example: "none",
  because: "`memo sweep merge` finds what is missing or twice before, as sweep/merge",
};
