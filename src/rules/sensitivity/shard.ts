import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/shard",
  severity: "error",
  summary: "a study is cut into more parts than it has draws",
  why: "Some parts would be empty. Take fewer.",
  fixed: true,
  wrong: {
    files: {},
    command: ["sweep", "monte-carlo", "harvest", "--draws", "2", "--shard", "1/3", "--out", "part-1"],
  },
  right: {
    files: {},
    command: ["sweep", "monte-carlo", "harvest", "--draws", "64", "--shard", "1/3", "--out", "part-1"],
  },
};
