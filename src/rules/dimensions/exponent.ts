import { chapter, fence, newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "dimensions/exponent",
  severity: "error",
  summary: "a value is raised to a power that has a unit",
  why: "Two to the power of nine hours is no number. Divide by what it is counted in.",
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`),
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const grown = 1.1 ** given.orchard.hours;"),
        "It is {{number grown digits=1}}.",
      ),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`),
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const grown = 1.1 ** (given.orchard.hours / (1 /* h */));"),
        "It is {{number grown digits=1}}.",
      ),
    },
  },
};
