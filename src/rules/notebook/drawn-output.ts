import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/drawn-output",
  severity: "error",
  summary: "a study's result rests on a block that draws",
  why: "A study runs its blocks thousands of times, which a drawing block can't be. Move the number into a block that only computes.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(fence("ts {#juice}", "const width = Plot.palette.blue.light.length + harvest;")),
    },
    command: ["sweep", "tornado", "width"],
  },
  right: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const width = 7 + harvest;")) },
    command: ["sweep", "tornado", "width"],
  },
};
