import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/wrong-length",
  severity: "error",
  summary: "there are more or fewer numbers than keys",
  why: "Which number belongs to which year can't be told. Give one for each key.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  table:
    rows: [2026, 2027]
    columns:
      pears: {unit: kg, value: [20, 22, 24], reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  table:
    rows: [2026, 2027]
    columns:
      pears: {unit: kg, value: [20, 22], reason: new}`),
    },
  },
};
