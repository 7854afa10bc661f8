import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/choice",
  severity: "error",
  summary: "a field has a word that is none of its choices",
  why: "Kinds, distributions and the like are words with a meaning that the report prints and the studies rely on. One that nobody knows would be printed and mean nothing. Kinds are observed, cited, assumed, public, reconstructed and derived; distributions point, uniform, triangular, pert, normal and lognormal.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, kind: guessed, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, kind: assumed, note: half of what an apple tree carries, reason: new}`),
    },
  },
};
