import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/choice",
  severity: "error",
  summary: "an option of a sweep has a word that is none of its choices",
  why: "The sweep would run in another way than meant. The message lists those there are.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .spider}",
          `output: harvest
by: percents`,
        ),
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .spider}",
          `output: harvest
by: percent`,
        ),
      ),
    },
  },
};
