import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/derived-range",
  severity: "error",
  summary: "a derived assumption has a range, a distribution or a mix of its own",
  why: "Its value follows from others, and so does how far it may be off. A range of its own would be drawn from beside theirs and count the same doubt twice. Give the range to what it rests on.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", low: 10, high: 14, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", reason: new}`),
    },
  },
};
