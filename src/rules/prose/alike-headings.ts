import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/alike-headings",
  severity: "warning",
  summary: "two headings of a chapter read alike",
  why: "A section's address is made from its words. The second gets a number, which moves when a third is put in front, and links that readers kept lead elsewhere. Give one of them an id.",
  wrong: { files: { "chapters/03-juice.md": chapter("## Cost", "In 2026.", "## Cost", "In 2027.") } },
  right: { files: { "chapters/03-juice.md": chapter("## Cost", "In 2026.", "## Cost {#sec-cost-2027}", "In 2027.") } },
};
