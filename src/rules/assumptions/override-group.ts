import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/override-group",
  severity: "error",
  summary: "a scenario or `--set` gives a value to a group",
  why: "A group has no value of its own. Name the assumption in it.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/scenarios.yaml": `scenarios:
  late-frost: {title: Late frost, set: {orchard: 32}}
`,
    },
  },
  right: {
    files: {
      "assumptions/scenarios.yaml": `scenarios:
  late-frost: {title: Late frost, set: {orchard.apples: 32 kg}}
`,
    },
  },
};
