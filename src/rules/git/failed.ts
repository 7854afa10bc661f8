import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/failed",
  severity: "error",
  summary: "git could not do what a review needs",
  why: "Without it no revision can be read. The message is git's own.",
  fixed: true,
  wrong: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First", "echo '[core' > .git/config"],
    command: ["diff", "git:HEAD"],
  },
  right: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First"],
    command: ["diff", "HEAD"],
  },
};
