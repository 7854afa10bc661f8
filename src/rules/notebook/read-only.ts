import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/read-only",
  severity: "error",
  summary: "a block changes a value of another block, or an assumption",
  why: "Other blocks would see the change or not, depending on which ran first. Change a copy.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const capacity = given.press;
const key = "capacity";
Reflect.set(capacity, key, 3);`,
        ),
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(fence("ts {#juice}", "const capacity = { ...given.press.capacity, 2027: 3 };")),
    },
  },
};
