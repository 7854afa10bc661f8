import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/reserved-key",
  severity: "error",
  summary: "a key would reach into JavaScript's own objects",
  why: "`__proto__`, `constructor` and `prototype` mean something to the language that blocks are written in, and a value under them would not be found. Choose another name.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, reason: new}
  constructor: {value: 20 kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, reason: new}
  builder: {value: 20 kg, reason: new}`),
    },
  },
};
