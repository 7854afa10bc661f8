import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/unknown-assumption",
  severity: "error",
  summary: "an expression names an assumption that isn't there",
  why: "The formula has nothing to compute from. Write the dotted name of an assumption.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: orchard.tres / 10, unit: "1", reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", reason: new}`),
    },
  },
};
