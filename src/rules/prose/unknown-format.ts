import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/unknown-format",
  severity: "error",
  summary: "a format isn't known",
  why: "Nothing says how the value is to be printed. There are `number`, `percent`, `times`, `dollars`, `unit`, `range`, `date`, `text` and `format`.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("The orchard carries {{numbr harvest digits=0}} kg.") } },
  right: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number harvest digits=0}} kg.") } },
};
