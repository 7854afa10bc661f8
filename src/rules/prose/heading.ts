import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/heading",
  severity: "error",
  summary: "a heading is on the wrong level, or stands inside something",
  why: "A table of contents and a screen reader go by levels: one that is skipped reads as a part that is missing. Begin at `##` and go down one at a time.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("#### Cider", "Some of it is kept.") } },
  right: { files: { "chapters/03-juice.md": chapter("## Cider", "Some of it is kept.") } },
};
