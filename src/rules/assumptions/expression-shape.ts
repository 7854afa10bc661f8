import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/expression-shape",
  severity: "error",
  summary: "an expression combines series whose keys differ",
  why: "A year that only one of the two has would have no result. Give both the same keys, or take one number of a series.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: {2026: 20, 2028: 24}, unit: kg, reason: new}
  fruit: {expression: orchard.pears + press.capacity, unit: kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: {2026: 20, 2027: 24}, unit: kg, reason: new}
  fruit: {expression: orchard.pears + press.capacity, unit: kg, reason: new}`),
    },
  },
};
