import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/missing-unit",
  severity: "error",
  summary: "an assumption has no unit",
  why: "A bare 20 is read as kilograms by one block and as tonnes by the next. Write the unit with the number or beside it; a pure number has the unit `1`.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20, unit: kg, reason: new}`),
    },
  },
};
