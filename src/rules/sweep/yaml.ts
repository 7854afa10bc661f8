import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/yaml",
  severity: "error",
  summary: "the body of a sweep is no YAML",
  why: "Nothing in it can be read with certainty from there on. Mend the line; a text with a colon needs quotes.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .tornado}",
          `output: harvest
labels: harvest: The harvest`,
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
labels: {harvest: The harvest}`,
        ),
      ),
    },
  },
};
