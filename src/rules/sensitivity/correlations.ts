import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/correlations",
  severity: "error",
  summary: "rank correlations contradict one another",
  why: "Three assumptions can't all move against each other, so no draws have them all. Weaken one.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  wind: {value: 2, low: 1, high: 4, unit: "1", distribution: triangular, reason: new}`),
    },
    command: [
      "sweep",
      "monte-carlo",
      "harvest",
      "--draws",
      "64",
      "--correlate",
      "orchard.trees,orchard.apples=-0.9",
      "--correlate",
      "orchard.trees,orchard.wind=-0.9",
      "--correlate",
      "orchard.apples,orchard.wind=-0.9",
    ],
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  wind: {value: 2, low: 1, high: 4, unit: "1", distribution: triangular, reason: new}`),
    },
    command: [
      "sweep",
      "monte-carlo",
      "harvest",
      "--draws",
      "64",
      "--correlate",
      "orchard.trees,orchard.apples=-0.4",
      "--correlate",
      "orchard.trees,orchard.wind=-0.4",
    ],
  },
};
