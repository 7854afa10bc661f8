import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/edit-twice",
  severity: "error",
  summary: "`memo set` is given the same number twice",
  why: "Which of the two is meant can't be told. Name each number once.",
  fixed: true,
  wrong: { files: {}, command: ["set", "orchard.trees", "124", "orchard.trees", "125"] },
  right: { files: {}, command: ["set", "orchard.trees", "124", "--source", "count", "--as-of", "2026-06"] },
};
