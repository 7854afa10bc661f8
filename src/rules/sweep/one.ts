import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/one",
  severity: "error",
  summary: "a sweep that follows one output is given several",
  why: "A tornado or a break-even is of one result. Write a sweep for each.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", "output: [harvest, fits]")) } },
  right: { files: { "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", "output: harvest")) } },
};
