import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "files/unfinished",
  severity: "error",
  summary: "a build was ended while it replaced a folder, and the folder was changed since",
  why: "Both may hold something that is nowhere else. Look at the two, keep what is worth it, and remove the one that the message names.",
  fixed: true,
  wrong: {
    files: {
      ".out.memo/owner.json":
        '{"memo": "memo is replacing what this folder is named after", "pid": 99999999, "start": 1, "host": "here"}',
      ".out.memo/new/memo.md": "New.",
      ".out.memo/old/notes.txt": "Old.",
      "out/other.txt": "Made since.",
    },
    before: ["touch -d 2020-01-01 .out.memo"],
    command: ["build", "--only", "md"],
  },
  right: {
    files: {
      ".out.memo/owner.json":
        '{"memo": "memo is replacing what this folder is named after", "pid": 99999999, "start": 1, "host": "here"}',
      ".out.memo/new/memo.md": "New.",
    },
    before: ["touch -d 2020-01-01 .out.memo"],
    command: ["build", "--only", "md"],
  },
};
