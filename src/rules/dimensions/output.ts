import { chapter, fence, newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "dimensions/output",
  severity: "error",
  summary: "an output is declared in another unit than it has",
  why: "A table, a tornado and a review would print the number with the wrong unit. Declare the unit it has.",
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`),
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const load = output(given.orchard.apples * 2, { label: "Load", unit: "h", format: "unit 0 h", tolerance: "1%" });`,
        ),
        "It is {{load}}.",
      ),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`),
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const load = output(given.orchard.apples * 2, { label: "Load", unit: "kg", format: "unit 0 kg", tolerance: "1%" });`,
        ),
        "It is {{load}}.",
      ),
    },
  },
};
