import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/date",
  severity: "error",
  summary: "a date can't be read",
  why: "The report is dated by its assumptions, and an old one is marked as stale; a date that is none would leave both to chance. Write a year, a month or a day, as 2026, 2026-03 or 2026-03-15.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, as_of: March 2026, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, as_of: 2026-03, reason: new}`),
    },
  },
};
