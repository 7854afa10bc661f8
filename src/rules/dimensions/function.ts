import { chapter, fence, newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "dimensions/function",
  severity: "error",
  summary: "a function of pure numbers is given a value with a unit",
  why: "The logarithm of kilograms depends on whether they are grams. Give it a ratio.",
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`),
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const grown = Math.log(given.orchard.apples);"),
        "It is {{number grown digits=1}}.",
      ),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`),
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const grown = Math.log(given.orchard.apples / given.orchard.apples);"),
        "It is {{number grown digits=1}}.",
      ),
    },
  },
};
