import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/undefined-name",
  severity: "error",
  summary: "a block uses a name that nothing defines",
  why: "There is no value to compute with. Write the name as the other block has it.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = harvst * 0.6;")) } },
  right: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = harvest * 0.6;")) } },
};
