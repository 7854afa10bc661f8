import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/unknown-reference",
  severity: "error",
  summary: "a reference or link leads nowhere",
  why: "The reader would be sent to a figure or section that doesn't exist. Write the id of one that does.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("It is computed in @sec-harvst.") } },
  right: { files: { "chapters/03-juice.md": chapter("It is computed in @sec-harvest.") } },
};
