import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "project/no-memo",
  severity: "error",
  summary: "a folder is no memo",
  why: "Chapters and assumptions are what a memo is built from. Call the command in the memo's folder, or name it with `-C`.",
  fixed: true,
  wrong: { files: {}, before: ["rm -r assumptions"], command: ["build", "--only", "md"] },
  right: { files: {}, command: ["build", "--only", "md"] },
};
