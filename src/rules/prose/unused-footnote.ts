import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/unused-footnote",
  severity: "warning",
  summary: "nothing refers to a footnote",
  why: "A note is printed where something refers to it, so the text of this one is lost. Put its mark where it belongs, or take the text out.",
  wrong: { files: { "chapters/03-juice.md": chapter("The press is old.", "[^age]: It was built in 1931.") } },
  right: { files: { "chapters/03-juice.md": chapter("The press is old.[^age]", "[^age]: It was built in 1931.") } },
};
