import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/unknown-value",
  severity: "error",
  summary: "a sentence quotes a value that no block defines",
  why: "There is nothing to print. Write the name as the block has it.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number harvst digits=0}} kg.") } },
  right: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number harvest digits=0}} kg.") } },
};
