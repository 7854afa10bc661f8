import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/mix-unit",
  severity: "error",
  summary: "a mix is in a unit that is no share",
  why: "Shares are moved against each other so that their sum stays 1; amounts can't be. Give shares and the total apart.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  sorts: {mix: true, value: {early: 40, late: 60}, unit: kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  sorts: {mix: true, value: {early: 40, late: 60}, unit: "%", reason: new}`),
    },
  },
};
