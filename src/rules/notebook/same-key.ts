import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/same-key",
  severity: "error",
  summary: "a series has one key twice",
  why: "`2026` and `2026.0`, `5` and `05`, `Q1 2026` and `2026-Q1` are the same: of two values at one key one would be lost, or stand beside the other as if it were another time. Take one out.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", 'const sold = series(["2026-Q1", "Q1 2026"], (_key, at) => at);'),
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", 'const sold = series(["2026-Q1", "2026-Q2"], (_key, at) => at);'),
      ),
    },
  },
};
