import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/binary",
  severity: "error",
  summary: "a file of a revision is binary",
  why: "It can't be read as a chapter or register. Commit it as text in UTF-8.",
  fixed: true,
  wrong: {
    files: {},
    before: [
      "printf 'a\\0b' > chapters/03-juice.md",
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
