import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/refused-syntax",
  severity: "error",
  summary: "a block uses syntax that blocks don't have",
  why: "Blocks are functions of the assumptions: no imports, no exports, no enums, nothing that runs elsewhere or leaves code behind when its types are taken out. The message says what to write instead.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "enum Sort { Early, Late }")) } },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `type Sort = "early" | "late";
const first: Sort = "early";`,
        ),
      ),
    },
  },
};
