import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/no-value",
  severity: "error",
  summary: "what is quoted is no value",
  why: "A function or a type has nothing to print. Quote what it returns, under a name of its own.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const shareOf = (people: number) => harvest / people;"),
        "Each gets {{number shareOf digits=0}} kg.",
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const shareOf = (people: number) => harvest / people;
const each = shareOf(7);`,
        ),
        "Each gets {{number each digits=0}} kg.",
      ),
    },
  },
};
