import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/tab",
  severity: "error",
  summary: "a tab stands where a line is indented",
  why: "YAML reads depth from spaces, and a tab is as wide as each editor likes. Indent with spaces.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/scenarios.yaml": `scenarios:
	late-frost: {title: Late frost, set: {orchard.apples: 32 kg}}
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
