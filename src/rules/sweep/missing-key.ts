import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/missing-key",
  severity: "error",
  summary: "a sweep lacks an option that it needs",
  why: "It doesn't say what is to be followed or moved. Add the line.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", "top: 3")) } },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .tornado}",
          `output: harvest
top: 3`,
        ),
      ),
    },
  },
};
