import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/mix-shape",
  severity: "error",
  summary: "a mix is one number",
  why: "A mix is shares that sum to 1. One number shares nothing with any other; give each part its share.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  sorts: {mix: true, value: 1, unit: "1", reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  sorts: {mix: true, value: {early: 0.4, late: 0.6}, unit: "1", reason: new}`),
    },
  },
};
