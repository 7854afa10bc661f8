import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/mode",
  severity: "error",
  summary: "a value lies outside the range it is drawn from",
  why: "It is the mode of its distribution and has to lie inside. Mend the range.",
  fixed: true,
  example: "none",
  because: "the register refuses such a range before, as assumptions/range",
};
