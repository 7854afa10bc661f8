import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "project/not-written",
  severity: "error",
  summary: "a file can't be written",
  why: "Nothing was changed. Make the file and its folder writable.",
  fixed: true,
  example: "none",
  because: "it takes a folder that its owner may not write to",
};
