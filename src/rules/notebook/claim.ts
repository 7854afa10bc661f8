import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/claim",
  severity: "error",
  summary: "a claim is no comparison",
  why: "Whether it holds could not be told, nor by how much. Write one comparison, or several joined by `&&` and `||`.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#enough .claim}", "harvest - given.press.capacity[2026]")) },
  },
  right: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#enough .claim}", "harvest > given.press.capacity[2026]")) },
  },
};
