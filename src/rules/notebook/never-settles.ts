import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/never-settles",
  severity: "error",
  summary: "a block awaits a promise that never settles",
  why: "Blocks have no timers, files or network that could settle it, so the build would wait for ever. Compute the value without waiting.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = await new Promise<number>(() => {});")),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = await Promise.resolve(harvest * 0.6);")),
    },
  },
};
