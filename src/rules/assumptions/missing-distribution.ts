import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/missing-distribution",
  severity: "error",
  summary: "a range has no distribution",
  why: "Low and high could be bounds or the tenth and ninetieth percentile, and a draw from the one is not a draw from the other. Say which: `triangular`, `uniform`, `normal` and so on, or `point` where the ends are only for a tornado.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: triangular, reason: new}`),
    },
  },
};
