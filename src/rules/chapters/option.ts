import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "chapters/option",
  severity: "error",
  summary: "an option of a block is unknown, missing, or said twice",
  why: "A misspelt option would be forgotten, and the figure would stand without its caption or source. The message lists those there are; write each once.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#tbl-press .table}",
          `//| capton: What the press takes.
//| caption: What the press takes.
table(rows({ kg: given.press.capacity }))`,
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
table(rows({ kg: given.press.capacity }))`,
        ),
        "See @tbl-press.",
      ),
    },
  },
};
