import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/override-range",
  severity: "warning",
  summary: "an overriding value lies outside the assumption's range",
  why: "The range is widened so that the studies can hold it, and with it the draws change. Widen the range in the version, if the value is possible; else mend the value.",
  wrong: {
    files: {
      "assumptions/scenarios.yaml": `scenarios:
  late-frost: {title: Late frost, set: {orchard.apples: 12 kg}}
`,
    },
    command: ["build", "--only", "md", "--scenario", "late-frost"],
  },
  right: { files: {}, command: ["build", "--only", "md", "--scenario", "late-frost"] },
};
