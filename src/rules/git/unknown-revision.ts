import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/unknown-revision",
  severity: "error",
  summary: "git knows no such revision",
  why: "There is nothing to compare with. Name a branch, a tag or a commit.",
  fixed: true,
  wrong: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First"],
    command: ["diff", "git:mian"],
  },
  right: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First"],
    command: ["diff", "git:main"],
  },
};
