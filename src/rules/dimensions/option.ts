import { chapter, fence, newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "dimensions/option",
  severity: "error",
  summary: "an option about dimensions can't be read",
  why: "The block would be checked in another way than meant. Write `dimensions: off: why`, `step: year` or `units: 12 month`.",
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`),
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `//| dimensions: none
const load = given.orchard.apples * 2;`,
        ),
        "It is {{number load digits=0}} kg.",
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
          `//| dimensions: off: a rule of thumb
const load = given.orchard.apples * 2;`,
        ),
        "It is {{number load digits=0}} kg.",
      ),
    },
  },
};
