import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/unknown-key",
  severity: "error",
  summary: "a field or key isn't known here",
  why: "What stands under it would be forgotten without a word; often it is a misspelt `label` or `high`. The message lists those there are.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, labl: Pears of a tree, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, label: Pears of a tree, reason: new}`),
    },
  },
};
