import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/missing-range",
  severity: "error",
  summary: "a distribution stands without a range",
  why: "There is nothing to draw from, and the value would be held as if it were certain. Give low and high, or take the distribution out.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, distribution: triangular, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: triangular, reason: new}`),
    },
  },
};
