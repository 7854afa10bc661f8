import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/write-to-library",
  severity: "error",
  summary: "a block changes the standard library",
  why: "Every other block would get the changed one. Write a function of its own.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", `Plot.version = "mine";`)) } },
  right: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", `const version = "mine";`)) } },
};
