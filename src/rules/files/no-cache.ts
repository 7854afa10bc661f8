import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "files/no-cache",
  severity: "warning",
  summary: "the memo's cache is a link or a file, so nothing is kept",
  why: "Memo deletes old files in its cache, and does so in a folder of its own alone. Remove what has the name `.memo-cache`.",
  wrong: {
    files: {},
    before: ["mkdir elsewhere", "ln -s elsewhere .memo-cache"],
    command: ["build", "--only", "md"],
  },
  right: { files: {}, before: ["mkdir .memo-cache"], command: ["build", "--only", "md"] },
};
