import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/image",
  severity: "error",
  summary: "a picture from a file stands in the text",
  why: "The report is one file whose figures are computed; a picture from elsewhere has no data behind it and would be missing. Draw it in a chart block.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("![The press](press.png)") } },
  right: { files: { "chapters/03-juice.md": chapter("The press is drawn in no figure here.") } },
};
