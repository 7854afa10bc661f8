import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/no-value",
  severity: "error",
  summary: "an assumption has no value",
  why: "It has a source and a date and nothing that they are about; often the key is misspelt. Write `value` or `expression`.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {vlaue: 20 kg, note: counted, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, note: counted, reason: new}`),
    },
  },
};
