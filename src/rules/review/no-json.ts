import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "review/no-json",
  severity: "error",
  summary: "a results.json is not JSON",
  why: "Nothing of it can be read. Build the memo again.",
  fixed: true,
  wrong: {
    files: {
      "old/results.json": `harvest: 4800
`,
    },
    command: ["diff", "old/results.json", "."],
  },
  right: { files: {}, before: ["memo build --only data"], command: ["diff", "out/results.json", "."] },
};
