import { command } from "./base.js";
import type { Rules } from "./rule.js";

export const read = {
  "read/again": {
    severity: "warning",
    summary: "a passage quotes values that nobody read as they stand",
    why: "The number in it moved, or it is new, and the words around it may no longer fit. Read it and confirm it with `memo read`. Only memos that have an `assumptions/read.yaml` are asked.",
    wrong: { files: { "assumptions/read.yaml": "read: {}\n" } },
    right: { files: {} },
  },
  "read/broken": {
    severity: "error",
    summary: "the file of who read what has a fault",
    why: "It can't be told who read a passage, and with which values. `memo read` writes the file; confirm the passage again, or take the entry out.",
    fixed: true,
    wrong: {
      files: {
        "assumptions/read.yaml": "read:\n  3f2a9c01d2e4f5a6:\n    by: Ada\n    on: yesterday\n    values: {}\n",
      },
    },
    right: { files: {} },
  },
  "read/place": {
    severity: "error",
    summary: "no passage that quotes a value stands where `memo read` was told",
    why: "A reading is of a passage. Name a chapter, a line of one, a heading or a figure; `memo read` without a place lists what is to be read.",
    fixed: true,
    wrong: command("read sec-apples --by Ada"),
    right: command("read chapters/01-summary.md --by Ada --on 2026-03-15"),
  },
  "read/usage": {
    severity: "error",
    summary: "`memo read` is called with words that make no reading",
    why: "A reading needs a reader, a day and the memo as it is. Say who read with `--by` where git knows no name, and when with `--on`.",
    fixed: true,
    wrong: command("read chapters/01-summary.md --by Ada --on yesterday"),
    right: command("read chapters/01-summary.md --by Ada --on 2026-03-15"),
  },
} satisfies Rules<"read">;
