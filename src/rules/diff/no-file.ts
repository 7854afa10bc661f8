import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "diff/no-file",
  severity: "error",
  summary: "a file of results isn't there",
  why: "There is nothing to compare with. Build the memo, or name another file.",
  fixed: true,
  wrong: { files: {}, command: ["diff", "old/results.json", "."] },
  right: { files: {}, before: ["memo build --only data"], command: ["diff", "out/results.json", "."] },
};
