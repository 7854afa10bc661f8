import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/missing-key",
  severity: "error",
  summary: "an entry lacks a field that it needs",
  why: "A value without its kind and date is a number of which a reader can't judge how far to trust it. Give the field, in the entry or under `defaults`.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/sources.yaml": `sources:
  count: {publisher: Orchard Society, date: 2026-03}
`,
    },
  },
  right: {
    files: {
      "assumptions/sources.yaml": `sources:
  count: {title: Count of the orchard, publisher: Orchard Society, date: 2026-03}
`,
    },
  },
};
