import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/missing-source",
  severity: "error",
  summary: "an assumption says neither where it is from nor how it was reached",
  why: "A reader who doubts the number has nothing to look up. Name a source; an assumed number may have a note instead.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, kind: assumed, source: [], reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, kind: assumed, source: [], note: half of what an apple tree carries, reason: new}`),
    },
  },
};
