import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "git/file-size",
  severity: "error",
  summary: "a file of a revision is too large to be read",
  why: "A chapter or register of that size is data, or no text at all. Keep data elsewhere.",
  fixed: true,
  wrong: {
    files: {},
    before: [
      "head -c 17825792 /dev/zero | tr '\\0' x > chapters/03-juice.md",
      "git -c core.compression=0 init -q -b main",
      "git -c core.compression=0 add -A",
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
