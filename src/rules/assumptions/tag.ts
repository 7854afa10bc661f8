import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/tag",
  severity: "error",
  summary: "a YAML tag stands in an assumption file",
  why: "Tags tell a YAML reader to make something other than text and numbers of what follows. Assumptions are text and numbers. Take the tag out.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, label: !text Pears, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, label: Pears, reason: new}`),
    },
  },
};
