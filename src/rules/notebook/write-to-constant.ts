import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/write-to-constant",
  severity: "error",
  summary: "a constant is given another value",
  why: "It would end with an error when it runs. Declare it with `let`, or give the new value a name of its own.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const juice = harvest * 0.6;
juice += 10;`,
        ),
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `let juice = harvest * 0.6;
juice += 10;`,
        ),
      ),
    },
  },
};
