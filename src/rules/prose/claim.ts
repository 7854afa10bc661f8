import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/claim",
  severity: "error",
  summary: "a claim section doesn't name its claim in quotation marks",
  why: "The sentence would stand whether the claim holds or not. Write the claim's id in quotation marks.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter("{{#claim fits}}The press is large enough.{{else}}It is too small.{{/claim}}"),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(`{{#claim "fits"}}The press is large enough.{{else}}It is too small.{{/claim}}`),
    },
  },
};
