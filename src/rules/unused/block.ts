import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "unused/block",
  severity: "warning",
  summary: "nothing uses a block",
  why: "What it computes is in no sentence, figure or output, so nobody would see it go wrong. Use it, or take it out.",
  wrong: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = harvest * 0.6;")) } },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const juice = harvest * 0.6;"),
        "It gives {{number juice digits=0}} litres.",
      ),
    },
  },
};
