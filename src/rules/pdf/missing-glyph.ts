import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "pdf/missing-glyph",
  severity: "error",
  summary: "a character is in none of the PDF's fonts",
  why: "The reader of the PDF would see an empty box. Use another character, or say it in words.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": chapter("The press has a 𓂀 on it.") },
    command: ["build", "--only", "pdf"],
  },
  right: {
    files: { "chapters/03-juice.md": chapter("The press has an eye painted on it.") },
    command: ["build", "--only", "pdf"],
  },
};
