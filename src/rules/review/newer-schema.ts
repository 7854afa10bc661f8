import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "review/newer-schema",
  severity: "error",
  summary: "a results.json is newer than this program",
  why: "It may hold what this program would misread. Take the program that wrote it, or a later one.",
  fixed: true,
  wrong: {
    files: {
      "old/results.json": `{ "schema": 99 }
`,
    },
    command: ["diff", "old/results.json", "."],
  },
  right: { files: {}, before: ["memo build --only data"], command: ["diff", "out/results.json", "."] },
};
