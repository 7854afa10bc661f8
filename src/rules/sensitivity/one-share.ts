import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/one-share",
  severity: "error",
  summary: "one share of a mix is to be moved alone",
  why: "Its shares would no longer sum to 1. Move the mix, which keeps its sum.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  sorts: {mix: true, value: {early: 0.4, late: 0.6}, low: {early: 0.2, late: 0.8}, high: {early: 0.6, late: 0.4}, unit: "1", distribution: triangular, reason: new}`),
    },
    command: ["sweep", "tornado", "harvest", "--over", "orchard.sorts.early"],
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  sorts: {mix: true, value: {early: 0.4, late: 0.6}, low: {early: 0.2, late: 0.8}, high: {early: 0.6, late: 0.4}, unit: "1", distribution: triangular, reason: new}`),
    },
    command: ["sweep", "tornado", "harvest", "--over", "orchard.sorts"],
  },
};
