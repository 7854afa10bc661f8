import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/alias",
  severity: "error",
  summary: "an anchor, alias or merge key stands in a sweep",
  why: "The body of a sweep is read like an assumption file: maps, texts and numbers, said once, in the open. Write the value where it stands.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .tornado}",
          `output: &what harvest
name: *what`,
        ),
      ),
    },
  },
  right: { files: { "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", "output: harvest")) } },
};
