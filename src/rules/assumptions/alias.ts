import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/alias",
  severity: "error",
  summary: "an anchor, alias or merge key stands in an assumption file",
  why: "A value that is said elsewhere by a mark can't be read where it stands, and a few lines of them can stand for millions. Say a thing once by `defaults`, by `extends` or by an expression.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: &kilos {value: 20 kg, reason: new}
  plums: *kilos`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, reason: new}
  plums: {expression: orchard.pears, unit: kg, reason: new}`),
    },
  },
};
