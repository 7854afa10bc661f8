import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/not-finite",
  severity: "error",
  summary: "a derived assumption comes to no finite number",
  why: "A division by zero here would spread through every block that reads it. Mend the formula or what it rests on.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  spare: {value: 0 h, reason: new}
  speed: {expression: orchard.apples / orchard.spare, unit: kg/h, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  spare: {value: 9 h, reason: new}
  speed: {expression: orchard.apples / orchard.spare, unit: kg/h, reason: new}`),
    },
  },
};
