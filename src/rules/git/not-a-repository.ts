import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/not-a-repository",
  severity: "error",
  summary: "the memo's folder is in no git repository",
  why: "No revision can be read. Versions, scenarios and results are compared without git.",
  fixed: true,
  wrong: { files: {}, command: ["diff", "git:HEAD"] },
  right: { files: {}, command: ["diff", ".", "+late-frost"] },
};
