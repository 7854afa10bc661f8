import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "stale/comparative",
  severity: "hint",
  summary: "a sentence compares a quoted value, and no claim says that it holds",
  why: "When the values move, the number in the sentence moves with them and the word beside it doesn't. Put the sentence into a claim.",
  wrong: { files: { "chapters/03-juice.md": chapter("At {{harvest}} the apples are fewer than the press takes.") } },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        `{{#claim "fits"}}At {{harvest}} the apples are fewer than the press takes.{{else}}The apples are too many.{{/claim}}`,
      ),
    },
  },
};
