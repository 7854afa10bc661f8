import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "files/foreign",
  severity: "error",
  summary: "a file named on the command line is there, and not as memo wrote it",
  why: "It would be lost. Name another, or pass `--force` when it may go. What memo wrote there last, and nobody changed, is replaced without a word.",
  fixed: true,
  wrong: {
    files: { "tornado.csv": "by,hand\n" },
    command: ["sweep", "tornado", "harvest", "--out", "tornado.csv"],
  },
  right: { files: {}, command: ["sweep", "tornado", "harvest", "--out", "tornado.csv"] },
};
