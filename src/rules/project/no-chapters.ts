import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "project/no-chapters",
  severity: "error",
  summary: "a memo has no chapter",
  why: "There is nothing to print. Write one, such as chapters/01-summary.md.",
  fixed: true,
  wrong: { files: {}, without: ["chapters/01-summary.md", "chapters/02-harvest.md"] },
  right: { files: {} },
};
