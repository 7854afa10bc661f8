import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "unused/figure",
  severity: "warning",
  summary: "no text refers to a figure",
  why: "A reader meets it without being told what to look for. Refer to it where the text speaks of it.",
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#tbl-press .table}",
          `//| caption: What the press takes.
table(rows({ kg: given.press.capacity }))`,
        ),
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#tbl-press .table}",
          `//| caption: What the press takes.
table(rows({ kg: given.press.capacity }))`,
        ),
        "See @tbl-press.",
      ),
    },
  },
};
