import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/target",
  severity: "error",
  summary: "a break-even of a number has no target, or one of a claim has one",
  why: "A number can come to anything, so what it is to come to has to be said; a claim flips or doesn't. Give `--target` for a number only.",
  fixed: true,
  wrong: { files: {}, command: ["sweep", "break-even", "harvest", "--vary", "orchard.trees"] },
  right: { files: {}, command: ["sweep", "break-even", "harvest", "--vary", "orchard.trees", "--target", "5000"] },
};
