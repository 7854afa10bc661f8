import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/unknown-assumption",
  severity: "error",
  summary: "a study is to move an assumption that isn't there",
  why: "It would move less than was meant. Write the dotted name.",
  fixed: true,
  wrong: { files: {}, command: ["sweep", "tornado", "harvest", "--over", "orchard.tree"] },
  right: { files: {}, command: ["sweep", "tornado", "harvest", "--over", "orchard.trees"] },
};
