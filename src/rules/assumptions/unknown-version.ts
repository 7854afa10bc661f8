import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/unknown-version",
  severity: "error",
  summary: "a version is asked for that isn't there",
  why: "The memo of another version would be built under its name. Take one whose file is in assumptions/.",
  fixed: true,
  wrong: { files: {}, command: ["build", "--only", "md", "--assumptions", "2026-30"] },
  right: { files: {}, command: ["build", "--only", "md", "--assumptions", "2026-03"] },
};
