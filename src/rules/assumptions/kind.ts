import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/kind",
  severity: "error",
  summary: "the kind of an assumption contradicts what it is",
  why: "The register in the report tells a reader which numbers were looked up and which follow from others. A formula that calls itself cited, or a number that calls itself derived, tells them the wrong thing.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", kind: cited, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", kind: derived, reason: new}`),
    },
  },
};
