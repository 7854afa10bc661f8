import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/no-inputs",
  severity: "error",
  summary: "a scenario table has no scenario that changes anything",
  why: "Every row would be the base case. Write a scenario.",
  fixed: true,
  wrong: { files: {}, without: ["assumptions/scenarios.yaml"], command: ["sweep", "scenarios", "harvest"] },
  right: { files: {}, command: ["sweep", "scenarios", "harvest"] },
};
