import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/empty-value",
  severity: "error",
  summary: "a quoted value is empty",
  why: "The sentence would be printed with a hole in it. Give the value, or the words to print where there is none.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const best = [4, 5].find((year) => year > 6);"),
        "The best year was {{number best}}.",
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const best = [4, 5].find((year) => year > 6);"),
        `The best year was {{number best empty="none yet"}}.`,
      ),
    },
  },
};
