import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/taken-name",
  severity: "error",
  summary: "a block defines a name that has a meaning already",
  why: "`given`, the library's functions and JavaScript's own would mean something else in this memo than everywhere. Choose another name.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const table = harvest / 2;")) } },
  right: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const shared = harvest / 2;")) } },
};
