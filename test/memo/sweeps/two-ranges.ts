import type { Sources } from "../../cli/memo.js";

/** Assumptions of two numbers: `of.x`, which is 2, and `of.y`, which is 3; both may be 1 to 9. */
export const TWO_RANGES: Sources = {
  "assumptions/a.yaml": `version: a
as_of: 2026
defaults: {kind: assumed, source: s, as_of: 2026}
assumptions:
  of:
    x: {label: X, unit: "1", value: 2, low: 1, high: 9, distribution: uniform}
    y: {label: Y, unit: "1", value: 3, low: 1, high: 9, distribution: uniform}
`,
  "assumptions/sources.yaml": "sources: {s: {title: T}}",
};
