import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/unsupported",
  severity: "warning",
  summary: "something is printed as it is typed that other programs read as markup",
  why: 'The reader would see the signs in place of the callout, formula or index they were meant to make. Write what stands behind "expected", or put a backslash before a sign that is meant.',
  wrong: {
    files: {
      "chapters/03-juice.md": chapter("> [!NOTE]\n> Juice is mostly H~2~O.", "It keeps for $\\Delta t = 3$ days."),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        "> **Note.** Juice is mostly H₂O, and costs $3 to $5.",
        "It keeps for three days.",
      ),
    },
  },
};
