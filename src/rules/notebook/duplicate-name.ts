import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/duplicate-name",
  severity: "error",
  summary: "two blocks define the same name",
  why: "Every sentence and block that uses it could mean either. Rename one; a helper of one block begins with an underscore.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const harvest = 4800;")) } },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const _harvest = 4800;
const juice = _harvest * 0.6;`,
        ),
      ),
    },
  },
};
