import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/impure",
  severity: "error",
  summary: "a block reads the clock, chance or the outside world",
  why: "The same memo would come to other numbers tomorrow, and nobody could check them. Put what it needs into the assumptions.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const age = new Date().getFullYear() - 1931;")) },
  },
  right: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const age = 2026 - 1931;")) } },
};
