import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/edit-derived",
  severity: "error",
  summary: "`memo set` is given a value for a derived assumption",
  why: "A value written over a formula would no longer follow what it rests on. Set one of the assumptions it is computed from, or write the value into the file by hand in place of the formula.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", reason: new}`),
    },
    command: ["set", "orchard.carts", "14"],
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", reason: new}`),
    },
    command: ["set", "orchard.trees", "124", "--source", "count", "--as-of", "2026-06", "--because", "counted again"],
  },
};
