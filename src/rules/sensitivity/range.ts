import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/range",
  severity: "error",
  summary: "a study has no range to look in, or one that is no two numbers",
  why: "Where to look has to be said. Give from and to.",
  fixed: true,
  example: "none",
  because: "the command line and the chapters take finite numbers, and look along the register's range without them",
};
