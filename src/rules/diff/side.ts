import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "diff/side",
  severity: "error",
  summary: "a side names nothing",
  why: "What is to be compared can't be told. Name a version, a scenario, a revision, `.` or a results.json.",
  fixed: true,
  wrong: { files: {}, command: ["diff", "main:"] },
  right: { files: {}, command: ["diff", "2026-03"] },
};
