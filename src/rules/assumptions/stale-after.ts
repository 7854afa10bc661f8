import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/stale-after",
  severity: "error",
  summary: "how long a value holds can't be read",
  why: "The limit says when a value counts as stale; one that can't be read would let it grow old unseen. Write a number of days, months or years, or `never`.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, stale_after: a year, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, stale_after: 1 year, reason: new}`),
    },
  },
};
