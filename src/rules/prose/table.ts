import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

const table = (row: string): Record<string, string> => ({
  "chapters/03-juice.md": chapter(`| Part | Made |\n| --- | ---: |\n${row}`),
});

export const rule: Rule = {
  id: "prose/table",
  severity: "error",
  summary: "a row of a table has more cells than its head",
  why: "Markdown drops what stands beyond the last column, so a number would be missing without a word. Give the head as many cells, or put a backslash before a bar that is text.",
  fixed: true,
  wrong: { files: table("| Screw | 1931 | oak |") },
  right: { files: table("| Screw \\| nut | 1931 |") },
};
