import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/mix-sum",
  severity: "error",
  summary: "the shares of a mix don't sum to 1",
  why: "What is left over or counted twice goes into every total that is split by it. Set all shares together.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  sorts: {mix: true, value: {early: 0.4, late: 0.5}, unit: "1", reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  sorts: {mix: true, value: {early: 0.4, late: 0.6}, unit: "1", reason: new}`),
    },
  },
};
