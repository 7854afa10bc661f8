import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/wrong-type",
  severity: "error",
  summary: "an option of a sweep holds another kind of thing than it should",
  why: "What is meant can't be told. The message says what is expected there.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .tornado}",
          `output: harvest
labels: [The harvest]`,
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
