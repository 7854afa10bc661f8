import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/scenario-shape",
  severity: "error",
  summary: "a scenario gives fewer numbers than an assumption has",
  why: "Which are meant can't be told. Give a number for each key.",
  fixed: true,
  example: "none",
  because: "a scenario is brought into the assumption's shape when it is read",
};
