import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "unused/source",
  severity: "warning",
  summary: "nothing cites a source",
  why: "The list of references would suggest that the report rests on it. Cite it, or take it out.",
  wrong: {
    files: {
      "assumptions/sources.yaml": `sources:
  count: {title: Count of the orchard, publisher: Orchard Society, date: 2026-03}
  atlas: {title: Atlas of Apples, date: 2019}
`,
    },
  },
  right: {
    files: {
      "assumptions/sources.yaml": `sources:
  count: {title: Count of the orchard, publisher: Orchard Society, date: 2026-03}
  atlas: {title: Atlas of Apples, date: 2019}
`,
      "chapters/03-juice.md": chapter("The sorts are old [@atlas]."),
    },
  },
};
