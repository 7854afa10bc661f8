import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/empty-axis",
  severity: "error",
  summary: "a side of a two-way table has no values",
  why: "There would be no table. Give at least one.",
  fixed: true,
  example: "none",
  because:
    "the command line asks for a number after the equals sign, and a list without one in a chapter reads as the whole range",
};
