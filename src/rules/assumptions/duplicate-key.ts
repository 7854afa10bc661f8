import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/duplicate-key",
  severity: "error",
  summary: "a key stands twice in one map",
  why: "YAML would take the last and forget the first without a word. Take out the one that isn't meant.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, value: 22 kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 22 kg, reason: new}`),
    },
  },
};
