import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/non-finite",
  severity: "error",
  summary: "a quoted value is no finite number",
  why: "The sentence would say NaN or Infinity, which comes from a division by zero or a number that is missing. Mend the computation, or give the words to print instead.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const each = harvest / (given.orchard.trees - 120);"),
        "Each gets {{number each digits=0}} kg.",
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const each = harvest / (given.orchard.trees - 120);"),
        `Each gets {{number each digits=0 nonfinite="no"}} kg.`,
      ),
    },
  },
};
