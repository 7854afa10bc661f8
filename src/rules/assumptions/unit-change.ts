import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/unit-change",
  severity: "error",
  summary: "a later version gives an assumption another unit",
  why: "Blocks read plain numbers in the unit that was declared first; in another unit the same code would be off by a factor. Write the new number with its unit, which is converted.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`press:
  capacity: {value: {2026: 9900}, unit: lb, reason: the maker's word}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`press:
  capacity: {value: {2026: 9900 lb}, reason: the maker's word}`),
    },
  },
};
