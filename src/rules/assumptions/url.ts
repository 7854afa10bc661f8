import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/url",
  severity: "error",
  summary: "the address of a source is none",
  why: "A reader would click on it in vain. Write it in full, with https.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/sources.yaml": `sources:
  count: {title: Count of the orchard, date: 2026-03, url: orchard.example}
`,
    },
  },
  right: {
    files: {
      "assumptions/sources.yaml": `sources:
  count: {title: Count of the orchard, date: 2026-03, url: "https://orchard.example/count"}
`,
    },
  },
};
