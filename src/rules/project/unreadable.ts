import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "project/unreadable",
  severity: "error",
  summary: "a file or folder of the memo can't be read",
  why: "What it holds would be missing from the report without a word. Mend the link or the permissions, or remove it.",
  fixed: true,
  wrong: {
    files: {},
    before: ["ln -s ../drafts/juice.md chapters/03-juice.md"],
    command: ["build", "--only", "md"],
  },
  right: {
    files: { "drafts/juice.md": chapter("Juice is pressed in autumn.") },
    before: ["ln -s ../drafts/juice.md chapters/03-juice.md"],
    command: ["build", "--only", "md"],
  },
};
