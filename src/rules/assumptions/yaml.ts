import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/yaml",
  severity: "error",
  summary: "a file of the assumptions is no YAML",
  why: "Nothing in it can be read with certainty from there on. Mend the line; a text with a colon needs quotes.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, reason: new, note: counted: twice}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, note: "counted: twice", reason: new}`),
    },
  },
};
