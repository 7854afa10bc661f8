import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/cycle",
  severity: "error",
  summary: "derived assumptions rest on themselves",
  why: "Each waits for the other, so neither has a value. Give one of them a value of its own.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {expression: orchard.plums * 2, unit: kg, reason: new}
  plums: {expression: orchard.pears / 2, unit: kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, reason: new}
  plums: {expression: orchard.pears / 2, unit: kg, reason: new}`),
    },
  },
};
