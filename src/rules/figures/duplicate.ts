import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "figures/duplicate",
  severity: "warning",
  summary: "two figures show the same",
  why: "A reader looks for the difference and finds none. Keep one, and refer to it from both places.",
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#tbl-press .table}",
          `//| caption: What the press takes.
table(rows({ kg: given.press.capacity }))`,
        ),
        fence(
          "ts {#tbl-room .table}",
          `//| caption: What there is room for.
table(rows({ kg: given.press.capacity }))`,
        ),
        "See @tbl-press and @tbl-room.",
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
