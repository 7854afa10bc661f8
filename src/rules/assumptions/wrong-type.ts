import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/wrong-type",
  severity: "error",
  summary: "a field holds another kind of thing than it should",
  why: "A list where a number is expected, or a text where a map is, can't be read as what was meant. The message says what is expected there.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: [20, 22], unit: kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: {2026: 20, 2027: 22}, unit: kg, reason: new}`),
    },
  },
};
