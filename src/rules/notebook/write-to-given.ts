import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/write-to-given",
  severity: "error",
  summary: "a block changes an assumption",
  why: "The value would no longer be the one that the register prints, and the next block would read the changed one. Compute a new value from it.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "given.orchard.trees = 130;")) } },
  right: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const planted = given.orchard.trees + 10;")) },
  },
};
