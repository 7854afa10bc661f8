import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "chapters/comment",
  severity: "error",
  summary: "a comment is never closed",
  why: "Whether what follows is meant for the reader can't be told, and a comment is not for print. Close it with `-->`; where the characters themselves are meant, put a backslash before them or stand them in code.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("Juice is pressed in autumn. <!-- ask the grower") } },
  right: { files: { "chapters/03-juice.md": chapter("Juice is pressed in autumn. <!-- ask the grower -->") } },
};
