import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/no-commit",
  severity: "error",
  summary: "a repository has no commit yet",
  why: "There is nothing to compare with. Commit the memo first.",
  fixed: true,
  wrong: { files: {}, before: ["git init -q -b main"], command: ["diff", "git:HEAD"] },
  right: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First"],
    command: ["diff", "HEAD"],
  },
};
