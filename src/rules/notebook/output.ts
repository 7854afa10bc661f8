import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/output",
  severity: "error",
  summary: "an output is declared wrongly",
  why: "Outputs are what reviews rank and studies move; a label, unit or tolerance that can't be read there is missing from both. Write `output(value, { label, unit, format, tolerance })`.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", `const juice = output(harvest * 0.6, { label: "Juice", unit: "l", formt: "unit 0 l" });`),
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const juice = output(harvest * 0.6, { label: "Juice", unit: "l", format: "unit 0 l", tolerance: "1%" });`,
        ),
      ),
    },
  },
};
