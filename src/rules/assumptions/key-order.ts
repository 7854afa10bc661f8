import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/key-order",
  severity: "warning",
  summary: "years, months or dates are not written in their order",
  why: "Numbers and stretches of the calendar stand in rising order in blocks, tables, charts and files, whatever the order of writing; in the register they would read otherwise. Write them in rising order. Months without a year (`01` to `12`), quarters without a year and names stand as they are written.",
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: {2027: 22, 2026: 20}, unit: kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: {2026: 20, 2027: 22}, unit: kg, reason: new}`),
    },
  },
};
