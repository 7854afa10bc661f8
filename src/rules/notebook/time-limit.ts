import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/time-limit",
  severity: "error",
  summary: "blocks ran longer than they may",
  why: "The build, or a draw of a study, would never end. Look for a loop that never ends for some values, or raise `--time-limit`.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `let left = harvest;
while (given.orchard.trees !== 120 && left > 0) left = Math.abs(left) + 1;
const rounds = left;`,
        ),
      ),
    },
    command: ["sweep", "tornado", "rounds", "--time-limit", "0.05"],
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `let left = harvest;
while (left > 100) left -= 100;
const rounds = left;`,
        ),
      ),
    },
    command: ["sweep", "tornado", "rounds", "--time-limit", "5"],
  },
};
