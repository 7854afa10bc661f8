import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "diff/ambiguous",
  severity: "error",
  summary: "a side can be read in two ways",
  why: "A review of the other one would look just as right. Put version:, scenario: or git: before it.",
  fixed: true,
  wrong: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First", "git tag 2026-03"],
    command: ["diff", "2026-03"],
  },
  right: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First", "git tag 2026-03"],
    command: ["diff", "version:2026-03"],
  },
};
