import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/decision",
  severity: "error",
  summary: "a decision has fewer than two options",
  why: "What knowing something is worth is what another choice would gain; with one option there is none. Name at least two.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = harvest * 0.6;")) },
    command: ["sweep", "information", "--option", "Press=juice", "--draws", "64"],
  },
  right: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = harvest * 0.6;")) },
    command: ["sweep", "information", "--option", "Press=juice", "--option", "Sell=harvest", "--draws", "64"],
  },
};
