import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/write-to-other-block",
  severity: "error",
  summary: "a block changes a value of another block",
  why: "What a sentence prints would depend on which block ran first. Compute a new value from it.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "harvest += 100;")) } },
  right: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const more = harvest + 100;")) } },
};
