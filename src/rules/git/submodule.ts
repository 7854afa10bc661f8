import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/submodule",
  severity: "error",
  summary: "chapters or assumptions of a revision are a submodule",
  why: "A submodule's files are in another repository, which a review doesn't read. Keep them in this one.",
  fixed: true,
  wrong: {
    files: {},
    before: [
      "git init -q -b main",
      "git add -A",
      "git commit -q -m First",
      "git rm -q -r --cached assumptions",
      "git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),assumptions",
      "git commit -q -m Submodule",
    ],
    command: ["diff", "HEAD"],
  },
  right: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First"],
    command: ["diff", "HEAD"],
  },
};
