import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/table",
  severity: "error",
  summary: "a table block doesn't end with rows",
  why: "The table would be missing from the report. End the block with `table(rows)`.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#tbl-press .table}",
          `//| caption: What the press takes.
harvest`,
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
