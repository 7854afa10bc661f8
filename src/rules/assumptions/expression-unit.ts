import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/expression-unit",
  severity: "error",
  summary: "the units of an expression don't fit",
  why: "Kilograms added to hours come to a number that means nothing, and a result in another unit than the declared one is off by a factor. Mend the formula, or declare the unit it comes to.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  load: {expression: orchard.apples + orchard.hours, unit: kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  load: {expression: orchard.apples / orchard.hours, unit: kg/h, reason: new}`),
    },
  },
};
