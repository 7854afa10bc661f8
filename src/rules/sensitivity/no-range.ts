import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/no-range",
  severity: "error",
  summary: "an assumption without a range is to be moved along it",
  why: "The register's ranges are what a study moves in. Give it low and high, or give values here.",
  fixed: true,
  wrong: {
    files: {},
    command: ["sweep", "two-way", "harvest", "--rows", "press.capacity=-1,0,1:position", "--columns", "orchard.trees"],
  },
  right: {
    files: {},
    command: ["sweep", "two-way", "harvest", "--rows", "press.capacity=0.5,1,2:factor", "--columns", "orchard.trees"],
  },
};
