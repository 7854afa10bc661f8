import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "stale/assumption",
  severity: "warning",
  summary: "an assumption is older than it may be",
  why: "The report would rest on a number that its own register calls out of date. Look at the source again: a new value, or the old one with a new date.",
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  trees: {value: 125, as_of: 2024-01, stale_after: 1 year, reason: counted again}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  trees: {value: 125, as_of: 2026-06, stale_after: 1 year, reason: counted again}`),
    },
  },
};
