import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/tag",
  severity: "error",
  summary: "a YAML tag stands in a sweep",
  why: "The body of a sweep is read like an assumption file: maps, texts and numbers, said once, in the open. Take the tag out.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .tornado}",
          `output: harvest
top: !number 3`,
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
