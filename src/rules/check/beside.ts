import { BASE } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "check/beside",
  severity: "warning",
  summary: "the folder of built files holds something that memo did not write",
  why: "It would be published with the report. A build leaves it alone: move it elsewhere, or switch this rule off where it belongs there.",
  wrong: {
    files: {},
    before: ["memo build", "touch out/notes.txt"],
    command: ["check"],
  },
  right: {
    files: {
      "chapters/01-summary.md": (BASE["chapters/01-summary.md"] ?? "").replace(
        "memo: {",
        "memo: {rules: {check/beside: off}, ",
      ),
    },
    before: ["memo build", "touch out/CNAME"],
    command: ["check"],
  },
};
