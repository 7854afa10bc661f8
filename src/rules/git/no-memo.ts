import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/no-memo",
  severity: "error",
  summary: "a revision holds no memo",
  why: "There is nothing to compare with. Name a revision with chapters/ and assumptions/.",
  fixed: true,
  wrong: {
    files: {},
    before: ["git init -q -b main", "git commit -q --allow-empty -m Start", "git add -A", "git commit -q -m First"],
    command: ["diff", "HEAD~1"],
  },
  right: {
    files: {},
    before: ["git init -q -b main", "git commit -q --allow-empty -m Start", "git add -A", "git commit -q -m First"],
    command: ["diff", "HEAD"],
  },
};
