import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/character",
  severity: "error",
  summary: "a file of assumptions has a character in it that can't be printed",
  why: "Labels, notes and sources are printed. Control characters and marks that turn the direction of writing show as nothing, as boxes, or turn what stands around them. Take it out.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(
        'orchard:\n  trees: {value: 121, note: "counted\\u0007 anew", reason: Counted anew}',
      ),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer('orchard:\n  trees: {value: 121, note: "counted anew", reason: Counted anew}'),
    },
  },
};
