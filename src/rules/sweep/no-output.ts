import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/no-output",
  severity: "error",
  summary: "a study is asked for without an output",
  why: "It doesn't say what is to be followed. Name one.",
  fixed: true,
  example: "none",
  because: "the command line and the chapters ask for one before",
};
