import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/threw",
  severity: "error",
  summary: "a block ended with an error",
  why: "Its values, and all that rest on them, are missing. The message says where in the chapter it happened and from where it was called.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const parts: { juice?: { litres: number } } = {};
const litres = parts.juice!.litres;`,
        ),
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const parts: { juice?: { litres: number } } = {};
const litres = parts.juice?.litres ?? 0;`,
        ),
      ),
    },
  },
};
