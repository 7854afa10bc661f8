import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/unknown-unit",
  severity: "error",
  summary: "a unit isn't known",
  why: "A number in a unit that nobody can convert can't be checked or compared. Mend its spelling, or define it under `units`.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kgs, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, reason: new}`),
    },
  },
};
