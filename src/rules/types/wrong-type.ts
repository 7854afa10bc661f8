import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "types/wrong-type",
  severity: "error",
  summary: "a value is of another type than it has to be",
  why: "A text as a percentage, a series as a number, a value that may not be there: what comes out is not what is meant. Use the part that is, or convert it.",
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(fence("ts {#juice}", `const sort = "Boskoop";`), "Most are {{percent sort}}."),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(fence("ts {#juice}", `const sort = "Boskoop";`), "Most are {{text sort}}."),
    },
  },
};
