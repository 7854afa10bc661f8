import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/handlebars",
  severity: "error",
  summary: "an expression in double braces can't be read",
  why: "What is meant can't be told, and the braces would be printed. Write `{{format value option=…}}` and close every section.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number (harvest digits=0}} kg.") } },
  right: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number harvest digits=0}} kg.") } },
};
