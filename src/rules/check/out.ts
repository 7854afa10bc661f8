import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "check/out",
  severity: "error",
  summary: "the built files are not what the sources give",
  why: "Readers would get a report that no longer follows from the chapters and the assumptions. Build the memo, and commit sources and built files together.",
  wrong: {
    files: {},
    before: ["memo build", "rm out/memo.md"],
    command: ["check"],
  },
  right: { files: {}, before: ["memo build"], command: ["check"] },
};
