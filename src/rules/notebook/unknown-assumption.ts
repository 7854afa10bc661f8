import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/unknown-assumption",
  severity: "error",
  summary: "a block reads an assumption that isn't there",
  why: "There is no number to compute with. Write the name as the register has it.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = given.orchard.tres * 12;")) } },
  right: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = given.orchard.trees * 12;")) },
  },
};
