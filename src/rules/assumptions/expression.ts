import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/expression",
  severity: "error",
  summary: "an expression can't be read, or asks for more than arithmetic",
  why: "Expressions may add, multiply, take powers and call a few functions of numbers, so that a file of assumptions can never run code and its units can be followed. Write it with those; what needs more belongs in a block.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: "orchard.trees > 100 ? 12 : 10", unit: "1", reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: "max(orchard.trees / 10, 10)", unit: "1", reason: new}`),
    },
  },
};
