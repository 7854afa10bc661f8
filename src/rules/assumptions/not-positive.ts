import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/not-positive",
  severity: "error",
  summary: "a lognormal range reaches zero or less",
  why: "A lognormal number is always above zero, so no draw could come to such an end. Raise the end, or choose another distribution.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, low: 0 kg, high: 30 kg, distribution: lognormal, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, low: 12 kg, high: 30 kg, distribution: lognormal, reason: new}`),
    },
  },
};
