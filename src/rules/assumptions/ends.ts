import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/ends",
  severity: "error",
  summary: "`ends: paths` stands where there is one number only",
  why: "Low and high ends that are paths may cross along the years. One number has no path, so the words say nothing and hide what was meant. Take them out.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: triangular, ends: paths, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: triangular, reason: new}`),
    },
  },
};
