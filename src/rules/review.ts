import type { Rules } from "./rule.js";

export const review = {
  "review/broken-results": {
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
  },
  "review/newer-schema": {
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
  },
  "review/no-json": {
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
  },
  "review/no-results": {
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
  },
  "review/older-schema": {
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
  },
} satisfies Rules<"review">;
