import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/not-positive",
  severity: "error",
  summary: "a lognormal range reaches zero or less",
  why: "No draw could come to such an end. Raise it.",
  fixed: true,
  example: "none",
  because: "the register refuses such a range before, as assumptions/not-positive",
};
