import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/overlap",
  severity: "error",
  summary: "two of the assumptions to move set the same number",
  why: "The one would undo what the other did. Name the whole or the parts.",
  fixed: true,
  wrong: { files: {}, command: ["sweep", "tornado", "harvest", "--over", "press.capacity,press.capacity.2026"] },
  right: { files: {}, command: ["sweep", "tornado", "harvest", "--over", "orchard.trees,press.capacity"] },
};
