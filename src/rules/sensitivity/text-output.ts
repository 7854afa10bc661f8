import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/text-output",
  severity: "error",
  summary: "a study of numbers is asked for a text",
  why: "A text has no size that could be explained. Follow a number or a claim; a Monte Carlo run says how often each text comes up.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", `const sort = harvest > 4800 ? "many" : "few";`)) },
    command: ["sweep", "importance", "sort", "--draws", "64"],
  },
  right: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", `const sort = harvest > 4800 ? "many" : "few";`)) },
    command: ["sweep", "monte-carlo", "sort", "--draws", "64"],
  },
};
