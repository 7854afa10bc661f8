import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/tab",
  severity: "error",
  summary: "a tab indents a line of a sweep",
  why: "YAML reads depth from spaces, and a tab is as wide as each editor likes. Indent with spaces.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .tornado}",
          `output: harvest
labels:
	harvest: The harvest`,
        ),
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .tornado}",
          `output: harvest
labels:
  harvest: The harvest`,
        ),
      ),
    },
  },
};
