import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/unknown-scenario",
  severity: "error",
  summary: "a scenario is asked for that isn't there",
  why: "The memo of another scenario would be built under its name. Take one of assumptions/scenarios.yaml.",
  fixed: true,
  wrong: { files: {}, command: ["build", "--only", "md", "--scenario", "late-fros"] },
  right: { files: {}, command: ["build", "--only", "md", "--scenario", "late-frost"] },
};
