import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/cycle",
  severity: "error",
  summary: "blocks rest on each other in a circle",
  why: "Each waits for the other's value, so neither can run. Compute what they share in a third block.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const juice = harvest * 0.6 - cider;"),
        fence("ts {#cider}", "const cider = juice / 10;"),
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const juice = harvest * 0.6;"),
        fence("ts {#cider}", "const cider = juice / 10;"),
      ),
    },
  },
};
