import { chapter, fence, newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "dimensions/annotation",
  severity: "error",
  summary: "a comment gives a value a unit that it can't have",
  why: "What is counted would be told wrongly from there on. Write the unit that the value has, directly behind it, in a spelling that the register knows.",
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`),
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const load = given.orchard.apples /* h */ * 2;"),
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
        fence("ts {#juice}", "const load = given.orchard.apples /* kg */ * 2;"),
        "It is {{number load digits=0}} kg.",
      ),
    },
  },
};
