import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "review/older-schema",
  severity: "error",
  summary: "a results.json is older than this program",
  why: "What has come since would be told as added. Build the memo again.",
  fixed: true,
  wrong: {
    files: {
      "old/results.json": `{ "schema": 1 }
`,
    },
    command: ["diff", "old/results.json", "."],
  },
  right: { files: {}, before: ["memo build --only data"], command: ["diff", "out/results.json", "."] },
};
