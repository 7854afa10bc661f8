import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/empty-range",
  severity: "error",
  summary: "a range has no width",
  why: "There is nothing between its ends to look in. Give a lower and a higher end.",
  fixed: true,
  wrong: {
    files: {},
    command: ["sweep", "break-even", "fits", "--vary", "orchard.trees", "--from", "120", "--to", "120"],
  },
  right: {
    files: {},
    command: ["sweep", "break-even", "fits", "--vary", "orchard.trees", "--from", "100", "--to", "160"],
  },
};
