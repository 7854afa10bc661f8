import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/no-format",
  severity: "error",
  summary: "a number is quoted without a format",
  why: "It would be printed with all the digits the computer has. Say how many are meant.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(fence("ts {#juice}", "const each = harvest / 7;"), "Each gets {{each}} kg."),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const each = harvest / 7;"),
        "Each gets {{number each digits=0}} kg.",
      ),
    },
  },
};
