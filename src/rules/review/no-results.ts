import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "review/no-results",
  severity: "error",
  summary: "a JSON file holds no results of a memo",
  why: "There is nothing in it to compare. Name the results.json of a build.",
  fixed: true,
  wrong: {
    files: {
      "old/results.json": `[4800]
`,
    },
    command: ["diff", "old/results.json", "."],
  },
  right: { files: {}, before: ["memo build --only data"], command: ["diff", "out/results.json", "."] },
};
