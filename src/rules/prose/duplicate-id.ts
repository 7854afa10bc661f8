import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/duplicate-id",
  severity: "error",
  summary: "an id is given twice",
  why: "A reference to it would lead to the first, whichever is meant. Give the second another id.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("## Cider {#sec-harvest}", "Some of it is kept.") } },
  right: { files: { "chapters/03-juice.md": chapter("## Cider {#sec-cider}", "Some of it is kept.") } },
};
