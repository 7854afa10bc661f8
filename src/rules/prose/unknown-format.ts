import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/unknown-format",
  severity: "error",
  summary: "a format isn't known",
  why: "Nothing says how the value is to be printed. Use one of those listed.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("The orchard carries {{numbr harvest digits=0}} kg.") } },
  right: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number harvest digits=0}} kg.") } },
};
