import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/output-kind",
  severity: "error",
  summary: "a claim is given as what an option pays",
  why: "True and false are no payoff that could be weighed against another. Name a number.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = harvest * 0.6;")) },
    command: ["sweep", "information", "--option", "Press=fits", "--option", "Sell=harvest", "--draws", "64"],
  },
  right: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = harvest * 0.6;")) },
    command: ["sweep", "information", "--option", "Press=juice", "--option", "Sell=harvest", "--draws", "64"],
  },
};
