import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/reserved-key",
  severity: "error",
  summary: "a key of a sweep would reach into JavaScript's own objects",
  why: "The body of a sweep is read like an assumption file: maps, texts and numbers, said once, in the open. Choose another name.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "sweep {#moves .tornado}",
          `output: harvest
constructor: 3`,
        ),
      ),
    },
  },
  right: { files: { "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", "output: harvest")) } },
};
