import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "types/unknown-property",
  severity: "error",
  summary: "a value has no such part",
  why: "The block would compute with undefined, or the sentence print nothing. Write the name as it is declared.",
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const batch = { litres: harvest * 0.6 };
const bottles = Math.floor(batch.litre / 0.7);`,
        ),
        "It fills {{number bottles digits=0}} bottles.",
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const batch = { litres: harvest * 0.6 };
const bottles = Math.floor(batch.litres / 0.7);`,
        ),
        "It fills {{number bottles digits=0}} bottles.",
      ),
    },
  },
};
