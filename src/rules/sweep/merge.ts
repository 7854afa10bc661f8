import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/merge",
  severity: "error",
  summary: "parts of a study can't be put together",
  why: "The result would not be that of one run: draws missing, counted twice, or of another memo. Give every part of one study, as it was written.",
  fixed: true,
  wrong: {
    files: {},
    before: ["memo sweep monte-carlo harvest --draws 64 --shard 1/2 --out part-1"],
    command: ["sweep", "merge", "part-1"],
  },
  right: {
    files: {},
    before: [
      "memo sweep monte-carlo harvest --draws 64 --shard 1/2 --out part-1",
      "memo sweep monte-carlo harvest --draws 64 --shard 2/2 --out part-2",
    ],
    command: ["sweep", "merge", "part-1", "part-2"],
  },
};
