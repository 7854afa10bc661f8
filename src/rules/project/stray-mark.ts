import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "project/stray-mark",
  severity: "error",
  summary: "a mark of the engine's own is left in what would be written",
  why: "Values stand in the text as private marks until they are printed; one that is left would be read as a wrong number or an empty box. It is a fault of memo, and nothing is written: tell its authors what stands around it.",
  fixed: true,
  example: "none",
  because: "no memo is known that would show it",
};
