import { chapter, fence, newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "dimensions/scale",
  severity: "error",
  summary: "a block adds or compares values of one kind in different units",
  why: "Grams added to kilograms are off by a factor of a thousand. Convert one of them.",
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`),
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const load = given.orchard.apples + given.orchard.crate;"),
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
        fence("ts {#juice}", "const load = given.orchard.apples + given.orchard.crate / 1000;"),
        "It is {{number load digits=0}}.",
      ),
    },
  },
};
