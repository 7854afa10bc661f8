import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "diff/unknown-side",
  severity: "error",
  summary: "a side is no version, scenario or revision",
  why: "There is nothing to compare with. The message lists those there are.",
  fixed: true,
  wrong: { files: {}, command: ["diff", "2026-30"] },
  right: { files: {}, command: ["diff", "2026-03"] },
};
