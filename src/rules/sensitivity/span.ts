import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/span",
  severity: "error",
  summary: "the span of a spider chart is no share",
  why: "A line would reach nothing or beyond zero. Take a share between 0 and 1.",
  fixed: true,
  example: "none",
  because: "neither the command nor a sweep lets the span be chosen",
};
