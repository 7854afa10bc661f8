import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/no-merge-base",
  severity: "error",
  summary: "two branches have no common commit",
  why: "What the one changed since it left the other can't be told. Name what to compare with; a shallow clone may only lack it.",
  fixed: true,
  wrong: {
    files: {},
    before: [
      "git init -q -b main",
      "git add -A",
      "git commit -q -m First",
      "git checkout -q --orphan work",
      "git commit -q -m Other",
    ],
    command: ["diff"],
  },
  right: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First", "git checkout -q -b work"],
    command: ["diff"],
  },
};
