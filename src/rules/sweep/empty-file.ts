import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/empty-file",
  severity: "error",
  summary: "the body of a sweep is empty",
  why: "It doesn't say what is asked. Write the output and a caption.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", "# to come")) } },
  right: { files: { "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", "output: harvest")) } },
};
