import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/axis",
  severity: "error",
  summary: "the places of a two-way table can't be used",
  why: "Two columns of one value, or places that are no numbers, make a table that says less than it seems to. Give finite numbers, each once.",
  fixed: true,
  wrong: {
    files: {},
    command: ["sweep", "two-way", "harvest", "--rows", "orchard.trees=110,110", "--columns", "orchard.apples"],
  },
  right: {
    files: {},
    command: ["sweep", "two-way", "harvest", "--rows", "orchard.trees=110,130", "--columns", "orchard.apples"],
  },
};
