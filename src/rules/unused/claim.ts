import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "unused/claim",
  severity: "warning",
  summary: "no sentence states a claim",
  why: 'It is tested and nobody reads it. Put the sentence that leans on it into `{{#claim "id"}}`, or take it out.',
  wrong: { files: { "chapters/03-juice.md": chapter(fence("ts {#plenty .claim}", "harvest > 4000 /* kg */")) } },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#plenty .claim}", "harvest > 4000 /* kg */"),
        `{{#claim "plenty"}}There is plenty.{{else}}There is little.{{/claim}}`,
      ),
    },
  },
};
