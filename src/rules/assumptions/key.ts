import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/key",
  severity: "error",
  summary: "a key of a series can't be part of a name",
  why: "Keys become parts of names such as `press.capacity.2027`, in blocks, in sentences and on the command line. Use letters, digits and `_`, or a whole number.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: {2026.5: 20, 2027: 22}, unit: kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: {2026: 20, 2027: 22}, unit: kg, reason: new}`),
    },
  },
};
