import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/syntax",
  severity: "error",
  summary: "a block is no TypeScript",
  why: "Nothing in it can be computed. Mend it where the message points.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = harvest * ;")) } },
  right: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = harvest * 0.6;")) } },
};
