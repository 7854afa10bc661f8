import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/wrong-shape",
  severity: "error",
  summary: "a value, range or override has another shape than the assumption",
  why: "One number can't be the low end of a series, nor replace it: for some years it would be wrong. Give a number for each key.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: {2026: 20, 2027: 22}, low: 15, high: 30, unit: kg, distribution: point, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: {2026: 20, 2027: 22}, low: {2026: 15, 2027: 16}, high: {2026: 30, 2027: 32}, unit: kg, distribution: point, reason: new}`),
    },
  },
};
