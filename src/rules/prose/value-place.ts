import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/value-place",
  severity: "error",
  summary: "a value or reference stands where none can be printed",
  why: "Labels of notes and addresses and the braces of headings are names that other text refers to, and have to stay when the values change; a link's title holds words alone. Write the name out, or quote the value in the text.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": chapter('A [press](https://example.org "as told [@count]").') },
  },
  right: { files: { "chapters/03-juice.md": chapter('A [press](https://example.org "as told") [@count].') } },
};
