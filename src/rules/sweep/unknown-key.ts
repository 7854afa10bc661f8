import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/unknown-key",
  severity: "error",
  summary: "a sweep has an option that isn't known",
  why: "It would be forgotten, and the sweep run without it. The message lists those there are.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .tornado}",
          `output: harvest
tpo: 3`,
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
