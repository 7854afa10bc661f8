import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "review/broken-results",
  severity: "error",
  summary: "a results.json is damaged",
  why: "What can't be read of it would be told as removed. Build the memo again.",
  fixed: true,
  wrong: {
    files: {
      "old/results.json": `{
  "schema": 2,
  "version": "2026-03"
}
`,
    },
    command: ["diff", "old/results.json", "."],
  },
  right: { files: {}, before: ["memo build --only data"], command: ["diff", "out/results.json", "."] },
};
