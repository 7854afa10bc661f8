import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/nonfinite",
  severity: "error",
  summary: "a cell of a table is no finite number",
  why: 'The table would print NaN or Infinity among its numbers. Mend the computation; a column where that is meant says `allow: "nonfinite"`.',
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#tbl-press .table}",
          `//| caption: What the press takes.
table([{ year: 2026, share: 1 }, { year: 2027, share: 0 / 0 }])`,
        ),
        "See @tbl-press.",
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#tbl-press .table}",
          `//| caption: What the press takes.
table([{ year: 2026, share: 1 }, { year: 2027, share: 0.5 }])`,
        ),
        "See @tbl-press.",
      ),
    },
  },
};
