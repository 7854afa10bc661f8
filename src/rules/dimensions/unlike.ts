import { chapter, fence, newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "dimensions/unlike",
  severity: "error",
  summary: "a block adds or compares values of different kinds",
  why: "Kilograms added to hours come to a number that means nothing, however well it is printed. Mend the formula.",
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`),
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const load = given.orchard.apples + given.orchard.hours;"),
        "It is {{number load digits=0}}.",
      ),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`),
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const load = given.orchard.apples / given.orchard.hours;"),
        "It is {{number load digits=0}}.",
      ),
    },
  },
};
