import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/inverted-range",
  severity: "error",
  summary: "a range begins at its higher end",
  why: "What is meant is likely the other way round, and nothing lies between as it stands. Give the lower end first.",
  fixed: true,
  wrong: {
    files: {},
    command: ["sweep", "break-even", "fits", "--vary", "orchard.trees", "--from", "160", "--to", "100"],
  },
  right: {
    files: {},
    command: ["sweep", "break-even", "fits", "--vary", "orchard.trees", "--from", "100", "--to", "160"],
  },
};
