import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/unknown-output",
  severity: "error",
  summary: "a sweep follows a name that is no result",
  why: "There is nothing to follow. Write the name of an output, a claim or a value.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", "output: harvst")) } },
  right: { files: { "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", "output: harvest")) } },
};
