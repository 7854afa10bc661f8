import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "files/not-own",
  severity: "error",
  summary: "a file that memo would write is there already, and is not as memo wrote it",
  why: "Somebody made or changed it, and the build would overwrite their work. Move it elsewhere, or pass `--adopt` when it may go, as after a merge.",
  fixed: true,
  wrong: {
    files: {},
    before: ["memo build --only md", "echo Seen. >> out/memo.md"],
    command: ["build", "--only", "md"],
  },
  right: {
    files: {},
    before: ["memo build --only md", "echo Seen. > out/seen.txt"],
    command: ["build", "--only", "md"],
  },
};
