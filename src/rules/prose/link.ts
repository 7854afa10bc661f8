import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/link",
  severity: "error",
  summary: "a link leads to a file beside the report",
  why: "The report travels as one file, and what lies beside it stays behind. Link to an https address, or to an id in the memo.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("See [the count](count.xlsx).") } },
  right: { files: { "chapters/03-juice.md": chapter("See [the count](https://orchard.example/count).") } },
};
