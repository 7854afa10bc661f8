import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/format",
  severity: "error",
  summary: "a value can't be printed in the format asked for",
  why: "A text is no number, and kilograms are no years; whatever were printed would be wrong. Use a format for what the value is.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(fence("ts {#juice}", `const sort = "Boskoop";`), "Most are {{times sort}}."),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(fence("ts {#juice}", `const sort = "Boskoop";`), "Most are {{text sort}}."),
    },
  },
};
