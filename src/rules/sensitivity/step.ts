import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/step",
  severity: "error",
  summary: "the step of an elasticity is no share",
  why: "The slope would be taken over nothing or over everything. Take a small share.",
  fixed: true,
  example: "none",
  because: "neither the command nor a sweep lets the step be chosen",
};
