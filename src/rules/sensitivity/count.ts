import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/count",
  severity: "error",
  summary: "a spider chart has an even number of places a line, or fewer than three",
  why: "The base case in the middle would be missing. Ask for an odd number.",
  fixed: true,
  example: "none",
  because: "neither the command nor a sweep lets the number be chosen",
};
