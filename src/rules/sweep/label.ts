import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/label",
  severity: "error",
  summary: "a label of a sweep is empty, or of a result it doesn't have",
  why: "The figure would go on calling the result by its own name. Write the name as the sweep does.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .tornado}",
          `output: harvest
labels: {harvst: The harvest}`,
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
labels: {harvest: The harvest}`,
        ),
      ),
    },
  },
};
