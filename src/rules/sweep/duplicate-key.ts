import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/duplicate-key",
  severity: "error",
  summary: "an option of a sweep stands twice",
  why: "The body of a sweep is read like an assumption file: maps, texts and numbers, said once, in the open. Take out the one that isn't meant.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .tornado}",
          `output: harvest
top: 3
top: 4`,
        ),
      ),
    },
  },
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
