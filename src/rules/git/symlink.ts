import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/symlink",
  severity: "error",
  summary: "a file of a revision is a symbolic link",
  why: "Read from git's objects a link is only a path, which may lead anywhere. Commit the file itself.",
  fixed: true,
  wrong: {
    files: {},
    before: [
      "ln -s 02-harvest.md chapters/03-juice.md",
      "git init -q -b main",
      "git add -A",
      "git commit -q -m First",
      "rm chapters/03-juice.md",
    ],
    command: ["diff", "HEAD"],
  },
  right: {
    files: {},
    before: ["git init -q -b main", "git add -A", "git commit -q -m First"],
    command: ["diff", "HEAD"],
  },
};
