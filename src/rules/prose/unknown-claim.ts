import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/unknown-claim",
  severity: "error",
  summary: "a sentence rests on a claim that isn't there",
  why: "Nothing would test it, and it would stand whatever the numbers say. Name a block of the class `.claim`.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(`{{#claim "fit"}}The press is large enough.{{else}}It is too small.{{/claim}}`),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(`{{#claim "fits"}}The press is large enough.{{else}}It is too small.{{/claim}}`),
    },
  },
};
