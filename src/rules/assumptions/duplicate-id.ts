import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/duplicate-id",
  severity: "error",
  summary: "an assumption stands twice in one version",
  why: "Two values under one name leave it open which one the report rests on. Keep one of them; a later version or a scenario is the place for another value.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, reason: new}
  table:
    rows: [2026, 2027]
    columns:
      pears: {unit: kg, value: [20, 22], reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: {2026: 20, 2027: 22}, unit: kg, reason: new}`),
    },
  },
};
