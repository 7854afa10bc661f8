import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/range",
  severity: "error",
  summary: "a value lies outside its own range",
  why: "A tornado would show a swing on one side only, and draws would never come to the value that the report prints. Mend the end that is wrong.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, low: 22 kg, high: 30 kg, distribution: triangular, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: triangular, reason: new}`),
    },
  },
};
