import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/name",
  severity: "error",
  summary: "the name of a sweep can't be quoted, or is taken",
  why: "Sentences quote a sweep by its name, as they do any value. Give it one of its own, of letters, digits and _.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .tornado}",
          `output: harvest
name: harvest`,
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
name: moves`,
        ),
      ),
    },
  },
};
