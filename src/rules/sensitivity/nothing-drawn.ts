import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/nothing-drawn",
  severity: "error",
  summary: "no assumption has a range to draw from",
  why: "The register's ranges are what a study moves in. Give at least one low, high and a distribution.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-03.yaml": `version: 2026-03
as_of: 2026-03-15
defaults: {kind: cited, source: count, as_of: 2026-03}
assumptions:
  orchard:
    trees: {label: Trees, value: 120, unit: "1"}
    apples: {label: Apples of a tree, value: 40 kg}
  press:
    capacity: {label: Capacity of the press, value: {2026: 4500, 2027: 6000}, unit: kg}
`,
    },
    command: ["sweep", "monte-carlo", "harvest", "--draws", "64"],
  },
  right: {
    files: {
      "assumptions/2026-03.yaml": `version: 2026-03
as_of: 2026-03-15
defaults: {kind: cited, source: count, as_of: 2026-03}
assumptions:
  orchard:
    trees: {label: Trees, value: 120, unit: "1"}
    apples: {label: Apples of a tree, value: 40 kg}
  press:
    capacity: {label: Capacity of the press, value: {2026: 4500, 2027: 6000}, unit: kg}
`,
    },
    command: ["sweep", "scenarios", "harvest"],
  },
};
