import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/percentiles",
  severity: "error",
  summary: "the percentiles of a range don't fit",
  why: "Percentiles say which quantiles the low and high ends are, so they need two numbers in order and a distribution that has tails to lie in. Give `percentiles: [10, 90]` to a normal or lognormal range, or take them out.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: normal, percentiles: [90, 10], reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, low: 15 kg, high: 30 kg, distribution: normal, percentiles: [10, 90], reason: new}`),
    },
  },
};
