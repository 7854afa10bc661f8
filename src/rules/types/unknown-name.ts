import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "types/unknown-name",
  severity: "error",
  summary: "a block uses a type that isn't there",
  why: "Nothing that is said with it is checked. Declare the type, or mend its name.",
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `interface Batch { litres: number }
const batch: Btach = { litres: harvest * 0.6 };`,
        ),
        "It gives {{number batch.litres digits=0}} litres.",
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `interface Batch { litres: number }
const batch: Batch = { litres: harvest * 0.6 };`,
        ),
        "It gives {{number batch.litres digits=0}} litres.",
      ),
    },
  },
};
