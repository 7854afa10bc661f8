import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/too-large",
  severity: "error",
  summary: "a file of the assumptions is too large",
  why: "A register of a thousand rows has some 300,000 characters; millions are data, which nobody can review line by line. Keep data elsewhere and put what it comes to into the register.",
  fixed: true,
  wrong: { files: { "assumptions/scenarios.yaml": `scenarios:\n${"# a row of data\n".repeat(130_000)}` } },
  right: {
    files: {
      "assumptions/scenarios.yaml": `scenarios:
  late-frost: {title: Late frost, set: {orchard.apples: 32 kg}}
`,
    },
  },
};
