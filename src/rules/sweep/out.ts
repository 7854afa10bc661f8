import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/out",
  severity: "error",
  summary: "a part of a study has nowhere to go",
  why: "Parts are put together from files. Name one with `--out`.",
  fixed: true,
  wrong: { files: {}, command: ["sweep", "monte-carlo", "harvest", "--draws", "64", "--shard", "1/2"] },
  right: {
    files: {},
    command: ["sweep", "monte-carlo", "harvest", "--draws", "64", "--shard", "1/2", "--out", "part-1"],
  },
};
