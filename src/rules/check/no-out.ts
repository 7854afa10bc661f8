import { BASE } from "../base.js";
import type { Rule } from "../rule.js";

const SUMMARY = "chapters/01-summary.md";

export const rule: Rule = {
  id: "check/no-out",
  severity: "warning",
  summary: "there is no folder of built files to check",
  why: "What readers get is the built report, and `memo check` makes sure that it is that of the sources beside it. Build the memo; one that keeps no built files turns the rule off.",
  wrong: { files: {}, command: ["check"] },
  right: {
    files: { [SUMMARY]: (BASE[SUMMARY] ?? "").replace("memo: {", "memo: {rules: {check/no-out: off}, ") },
    command: ["check"],
  },
};
