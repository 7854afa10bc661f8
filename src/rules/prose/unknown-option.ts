import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/unknown-option",
  severity: "error",
  summary: "an option of a format isn't known",
  why: "It would be forgotten, and the number printed with other digits than meant. The message lists those that the format takes.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number harvest digit=0}} kg.") } },
  right: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number harvest digits=0}} kg.") } },
};
