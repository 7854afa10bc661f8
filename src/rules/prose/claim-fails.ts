import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/claim-fails",
  severity: "error",
  summary: "a sentence states a claim that doesn't hold",
  why: "The report would say what its own numbers contradict. Change the sentence, or write the one that is true then after `{{else}}`.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#plenty .claim}", "harvest > given.press.capacity[2027]"),
        `{{#claim "plenty"}}There are apples to spare.{{/claim}}`,
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#plenty .claim}", "harvest > given.press.capacity[2027]"),
        `{{#claim "plenty"}}There are apples to spare.{{else}}The press takes them all.{{/claim}}`,
      ),
    },
  },
};
