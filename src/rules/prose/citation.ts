import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/citation",
  severity: "error",
  summary: "a citation can't be read",
  why: "It would be printed as it is typed, brackets and all, and lead to no reference. Write `[@key]`, with a page after a comma and further keys after semicolons.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("The trees were counted [@count p 3].") } },
  right: { files: { "chapters/03-juice.md": chapter("The trees were counted [@count, p. 3].") } },
};
