import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/number",
  severity: "error",
  summary: "a number can't be read",
  why: "`1_000` and `1,000` are text to YAML, and `1.000` is a thousand to some readers and one to others. Write plain digits with a point.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: "1,000", unit: kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 1000, unit: kg, reason: new}`),
    },
  },
};
