import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/name",
  severity: "error",
  summary: "a name can't be used for an assumption, a group, a scenario or a source",
  why: "Names are written in blocks, in sentences and on the command line, where a space or a dot would end them. Use letters, digits and `_`, or nest the groups.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  "pear trees": {value: 20, unit: "1", reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pear_trees: {value: 20, unit: "1", reason: new}`),
    },
  },
};
