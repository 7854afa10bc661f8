import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/missing-cell",
  severity: "error",
  summary: "a row of a table lacks a column that others have",
  why: "A block that goes through the table would get nothing there and carry on. Give every row the same columns.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  fruit: {value: {2026: {pears: 20, plums: 9}, 2027: {pears: 22}}, unit: kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  fruit: {value: {2026: {pears: 20, plums: 9}, 2027: {pears: 22, plums: 9}}, unit: kg, reason: new}`),
    },
  },
};
