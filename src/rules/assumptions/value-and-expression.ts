import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/value-and-expression",
  severity: "error",
  summary: "an assumption has both a value and an expression",
  why: "If they disagree, one of them is wrong, and it would depend on the reader of the file which one counts. Keep one.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: orchard.trees / 10, value: 12, unit: "1", reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", reason: new}`),
    },
  },
};
