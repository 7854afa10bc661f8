import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/no-result",
  severity: "error",
  summary: "a figure or claim block ends without a result",
  why: "There is nothing to draw, to set in a table or to test. End the block with the chart, the rows or the comparison.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#tbl-press .table}",
          `//| caption: What the press takes.
const data = rows({ kg: given.press.capacity });`,
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
