import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/same-input",
  severity: "error",
  summary: "both sides of a two-way table move the same assumption",
  why: "Only the diagonal would mean anything. Name two.",
  fixed: true,
  wrong: {
    files: {},
    command: ["sweep", "two-way", "harvest", "--rows", "orchard.trees", "--columns", "orchard.trees"],
  },
  right: {
    files: {},
    command: ["sweep", "two-way", "harvest", "--rows", "orchard.trees", "--columns", "orchard.apples"],
  },
};
