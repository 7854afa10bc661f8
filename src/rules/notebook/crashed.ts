import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/crashed",
  severity: "error",
  summary: "the process that runs blocks ended without an answer",
  why: "Nothing was computed. If it happens again, look for a block that uses very deep recursion or very large arrays.",
  fixed: true,
  example: "none",
  because: "it takes a process that dies",
};
