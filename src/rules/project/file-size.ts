import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "project/file-size",
  severity: "error",
  summary: "a file of the memo is too large to be read",
  why: "A chapter or register of that size is data, or no text at all. Keep data elsewhere and put what it comes to into the register.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": chapter("x".repeat(17 * 1024 * 1024)) },
    command: ["build", "--only", "md"],
  },
  right: {
    files: { "chapters/03-juice.md": chapter("Juice is pressed in autumn.") },
    command: ["build", "--only", "md"],
  },
};
