import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/missing-reason",
  severity: "error",
  summary: "a version changes a value and doesn't say why",
  why: "A review shows old and new side by side; why it moved is what a reviewer asks first, and later nobody remembers. Give a `reason`.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  trees: {value: 125}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  trees: {value: 125, reason: counted again after the storm}`),
    },
  },
};
