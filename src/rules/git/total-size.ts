import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/total-size",
  severity: "error",
  summary: "the texts of a revision are too large together",
  why: "They would fill the memory of the machine that reviews. Keep data elsewhere.",
  fixed: true,
  example: "none",
  because: "it takes a revision of more than 64 MB",
};
