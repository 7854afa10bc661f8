import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "project/not-read",
  severity: "warning",
  summary: "a file beside chapters or assumptions is not read",
  why: "It looks as if it were a part of the memo and is not. Name it as chapters and versions are named, or keep it elsewhere.",
  wrong: {
    files: { "chapters/03-juice.md.txt": chapter("Juice is pressed in autumn.") },
    command: ["build", "--only", "md"],
  },
  right: {
    files: { "chapters/03-juice.md": chapter("Juice is pressed in autumn.") },
    command: ["build", "--only", "md"],
  },
};
