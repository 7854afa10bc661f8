import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/too-deep",
  severity: "error",
  summary: "a sweep is nested deeper than any question needs",
  why: "Reading it could take the program down. Close the brackets.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", `output: ${"[".repeat(65)}`)) } },
  right: { files: { "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", "output: harvest")) } },
};
