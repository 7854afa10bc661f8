import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/no-main-branch",
  severity: "error",
  summary: "there is no main branch to compare with",
  why: "Without sides, a review is of what this branch changes. Name what to compare with.",
  fixed: true,
  wrong: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First", "git branch -m main work"],
    command: ["diff"],
  },
  right: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First", "git branch -m main work"],
    command: ["diff", "HEAD"],
  },
};
