import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/value",
  severity: "error",
  summary: "a series is to be moved to one value",
  why: "Which of its years is meant can't be told. Move it by position or by a factor, or name one of its numbers.",
  fixed: true,
  wrong: {
    files: {},
    command: ["sweep", "two-way", "harvest", "--rows", "press.capacity=4000,5000:value", "--columns", "orchard.trees"],
  },
  right: {
    files: {},
    command: ["sweep", "two-way", "harvest", "--rows", "press.capacity.2027=4000,5000", "--columns", "orchard.trees"],
  },
};
