import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

const planted = fence("ts {#planted}", "const planted = 2026 + given.orchard.trees / 24;");

export const rule: Rule = {
  id: "printed/year",
  severity: "hint",
  summary: "what looks like a year is printed with a comma",
  why: "A year is a name, not an amount. `date` prints it as one; an amount that only looks like a year is told from one by its unit.",
  wrong: { files: { "chapters/03-juice.md": chapter(planted, "The trees are replaced in {{number planted}}.") } },
  right: { files: { "chapters/03-juice.md": chapter(planted, "The trees are replaced in {{date planted}}.") } },
};
