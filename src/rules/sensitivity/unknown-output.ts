import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/unknown-output",
  severity: "error",
  summary: "a study follows a name that is no result",
  why: "There is nothing to follow. Write the name of an output, a claim or a value.",
  fixed: true,
  example: "none",
  because: "the command and the chapters find it before, as sweep/unknown-output",
};
