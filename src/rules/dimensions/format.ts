import { chapter, fence, newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "dimensions/format",
  severity: "error",
  summary: "a value is printed in a unit that it doesn't have",
  why: "The reader would take hours for kilograms. Use the unit it has, or say from which to convert.",
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`),
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const load = given.orchard.apples * 2;"),
        `It is {{unit load to="h" digits=0}}.`,
      ),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`),
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const load = given.orchard.apples * 2;"),
        `It is {{unit load to="kg" digits=0}}.`,
      ),
    },
  },
};
