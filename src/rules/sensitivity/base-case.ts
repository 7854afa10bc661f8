import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/base-case",
  severity: "error",
  summary: "a study's output has no result at the register's values",
  why: "Swings and percentages are told from the base case; without one they mean nothing. Mend the computation, or follow another output.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const spare = harvest - 4800;")) },
    command: ["sweep", "elasticity", "spare"],
  },
  right: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const spare = harvest - 4800;")) },
    command: ["sweep", "elasticity", "harvest"],
  },
};
