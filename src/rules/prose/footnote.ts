import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/footnote",
  severity: "error",
  summary: "a footnote has no text",
  why: "The reader would follow a mark to nothing. Write the note's text in the same chapter.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("The press is old.[^age]") } },
  right: { files: { "chapters/03-juice.md": chapter("The press is old.[^age]", "[^age]: It was built in 1931.") } },
};
