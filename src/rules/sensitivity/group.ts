import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/group",
  severity: "error",
  summary: "a study is to move a group",
  why: "A group has no value of its own. Name the assumption in it.",
  fixed: true,
  wrong: { files: {}, command: ["sweep", "tornado", "harvest", "--over", "orchard"] },
  right: { files: {}, command: ["sweep", "tornado", "harvest", "--over", "orchard.trees"] },
};
