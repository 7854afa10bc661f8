import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/unknown-scenario",
  severity: "error",
  summary: "a scenario table names a scenario that isn't there",
  why: "The row would be missing. Take one of assumptions/scenarios.yaml.",
  fixed: true,
  wrong: { files: {}, command: ["sweep", "scenarios", "harvest", "--scenarios", "late-fros"] },
  right: { files: {}, command: ["sweep", "scenarios", "harvest", "--scenarios", "late-frost"] },
};
