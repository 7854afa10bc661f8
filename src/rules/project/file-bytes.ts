import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "project/file-bytes",
  severity: "error",
  summary: "a file to change is being written by another",
  why: "Writing it would lose what the other wrote. Save it there, and change it again.",
  fixed: true,
  example: "none",
  because: "it takes another program that writes the same file at the same moment",
};
