import { BASE, command, withChapter } from "./base.js";
import type { Rules } from "./rule.js";

const SUMMARY = "chapters/01-summary.md";

export const check = {
  "check/beside": {
    severity: "warning",
    summary: "the folder of built files holds something that memo did not write",
    why: "It would be published with the report. A build leaves it alone: move it elsewhere, or switch this rule off where it belongs there.",
    wrong: { files: {}, before: ["memo build", "touch out/notes.txt"], command: ["check"] },
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
  },
  "check/exception": {
    severity: "error",
    summary: "an exception from a rule gives no reason, or can't be read",
    why: "Who comes after could not tell whether it is still right. Write the rule, a colon and the reason.",
    wrong: withChapter(`<!-- memo-ignore stale/number -->
The trees are counted every spring.`),
    right: withChapter(`<!-- memo-ignore stale/number: what the neighbour said -->
The neighbour guessed 4,800 kg.`),
  },
  "check/no-out": {
    severity: "warning",
    summary: "there is no folder of built files to check",
    why: "What readers get is the built report, and `memo check` makes sure that it is that of the sources beside it. Build the memo; one that keeps no built files turns the rule off.",
    wrong: command("check"),
    right: {
      files: { [SUMMARY]: (BASE[SUMMARY] ?? "").replace("memo: {", "memo: {rules: {check/no-out: off}, ") },
      command: ["check"],
    },
  },
  "check/out": {
    severity: "error",
    summary: "the built files are not what the sources give",
    why: "Readers would get a report that no longer follows from the chapters and the assumptions. Build the memo, and commit sources and built files together.",
    wrong: { files: {}, before: ["memo build", "rm out/memo.md"], command: ["check"] },
    right: { files: {}, before: ["memo build"], command: ["check"] },
  },
  "check/unused-exception": {
    severity: "warning",
    summary: "an exception from a rule lets nothing stand",
    why: "It would hide the next finding beside it, which nobody has looked at. Take it out.",
    wrong: withChapter(`<!-- memo-ignore stale/number: a guess -->
The trees are counted every spring.`),
    right: withChapter("The trees are counted every spring."),
  },
} satisfies Rules<"check">;
