import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/duplicate-footnote",
  severity: "error",
  summary: "a footnote has two texts",
  why: "Only one of them could be printed, and the other would be lost without a word. Give the second a label of its own.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        "The press is old.[^age]",
        "[^age]: It was built in 1931.",
        "[^age]: It has a new motor.",
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        "The press is old.[^age][^motor]",
        "[^age]: It was built in 1931.",
        "[^motor]: It has a new motor.",
      ),
    },
  },
};
