import { command, examples, typed } from "./base.js";
import type { Rules } from "./rule.js";

export const diff = {
  "diff/ambiguous": {
    severity: "error",
    summary: "a side can be read in two ways",
    why: "A review of the other one would look just as right. Put version:, scenario: or git: before it.",
    fixed: true,
    ...examples(
      (word) => ({
        files: {},
        before: ["git init -q -b main", "git add -A", "git commit -q -m First", "git tag 2026-03"],
        command: ["diff", word],
      }),
      "2026-03",
      "version:2026-03",
    ),
  },
  "diff/no-file": {
    severity: "error",
    summary: "a file of results isn't there",
    why: "There is nothing to compare with. Build the memo, or name another file.",
    fixed: true,
    wrong: command("diff old/results.json ."),
    right: { files: {}, before: ["memo build --only data"], command: ["diff", "out/results.json", "."] },
  },
  "diff/no-page": {
    severity: "error",
    summary: "a page with its changes marked is asked for, and a side is results alone",
    why: "Results hold values and no figures as they are drawn. Name what they were made from: a revision, a version, a scenario.",
    fixed: true,
    wrong: {
      files: {},
      before: ["memo build --only data", "printf '\\nAll of it is pressed.\\n' >> chapters/02-harvest.md"],
      command: typed("diff out/results.json . --page changes.html"),
    },
    right: command("diff 2026-03 . --page changes.html"),
  },
  "diff/side": {
    severity: "error",
    summary: "a side names nothing",
    why: "What is to be compared can't be told. Name a version, a scenario, a revision, `.` or a results.json.",
    fixed: true,
    wrong: command("diff main:"),
    right: command("diff 2026-03"),
  },
  "diff/unknown-side": {
    severity: "error",
    summary: "a side is no version, scenario or revision",
    why: "There is nothing to compare with. The message lists those there are.",
    fixed: true,
    wrong: command("diff 2026-30"),
    right: command("diff 2026-03"),
  },
} satisfies Rules<"diff">;
