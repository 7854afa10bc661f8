import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/seed",
  severity: "error",
  summary: "the seed is no whole number",
  why: "Draws are the same again only from the same seed, and fractions are easily written in two ways. Take a whole number.",
  fixed: true,
  wrong: { files: {}, command: ["sweep", "monte-carlo", "harvest", "--draws", "64", "--seed", "1.5"] },
  right: { files: {}, command: ["sweep", "monte-carlo", "harvest", "--draws", "64", "--seed", "2"] },
};
