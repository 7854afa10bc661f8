import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/incompatible-unit",
  severity: "error",
  summary: "a number is written in a unit that can't be converted to the assumption's",
  why: "Hours can't become kilograms, so one of the two units is wrong and the number with it. Write the number in a unit of the same kind.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 h, unit: kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, unit: kg, reason: new}`),
    },
  },
};
