import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/too-deep",
  severity: "error",
  summary: "a file is nested deeper than any register needs",
  why: "Such a file is a slip or an attack: reading it could take the program down. Close the brackets, or name groups with dots less deep.",
  fixed: true,
  wrong: { files: { "assumptions/scenarios.yaml": `scenarios: ${"[".repeat(65)}\n` } },
  right: {
    files: {
      "assumptions/scenarios.yaml": `scenarios:
  late-frost: {title: Late frost, set: {orchard.apples: 32 kg}}
`,
    },
  },
};
