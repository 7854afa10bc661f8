import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/factor",
  severity: "error",
  summary: "a mix is to be moved by a factor",
  why: "All shares times a factor are the same shares. Move it by position, from its low to its high path.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  sorts: {mix: true, value: {early: 0.4, late: 0.6}, low: {early: 0.2, late: 0.8}, high: {early: 0.6, late: 0.4}, unit: "1", distribution: triangular, reason: new}`),
    },
    command: ["sweep", "two-way", "harvest", "--rows", "orchard.sorts=0.5,2:factor", "--columns", "orchard.trees"],
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  sorts: {mix: true, value: {early: 0.4, late: 0.6}, low: {early: 0.2, late: 0.8}, high: {early: 0.6, late: 0.4}, unit: "1", distribution: triangular, reason: new}`),
    },
    command: ["sweep", "two-way", "harvest", "--rows", "orchard.sorts=-1,1:position", "--columns", "orchard.trees"],
  },
};
