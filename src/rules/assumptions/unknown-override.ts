import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/unknown-override",
  severity: "error",
  summary: "a scenario or `--set` names an assumption that isn't there",
  why: "The scenario would be the base case under another name. Write the dotted name of an assumption, or of one of its keys.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/scenarios.yaml": `scenarios:
  late-frost: {title: Late frost, set: {orchard.aples: 32 kg}}
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
