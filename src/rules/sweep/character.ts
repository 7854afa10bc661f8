import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

const sweep = (label: string): Record<string, string> => ({
  "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", `output: harvest\nlabels:\n  harvest: "${label}"`)),
});

export const rule: Rule = {
  id: "sweep/character",
  severity: "error",
  summary: "a sweep has a character in it that can't be printed",
  why: "Its labels and captions are printed. Control characters and marks that turn the direction of writing show as nothing, as boxes, or turn what stands around them. Take it out.",
  fixed: true,
  wrong: { files: sweep("The\\u0007 harvest") },
  right: { files: sweep("The harvest") },
};
