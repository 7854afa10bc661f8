import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/too-large",
  severity: "error",
  summary: "a sweep is too large",
  why: "A question has some ten lines; millions of characters are data. Keep them elsewhere.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("sweep {#moves .tornado}", `output: harvest\n${"# a row of data\n".repeat(130_000)}`),
      ),
    },
  },
  right: { files: { "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", "output: harvest")) } },
};
