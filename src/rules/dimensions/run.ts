import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "dimensions/run",
  severity: "warning",
  summary: "the run that follows the units did not end",
  why: "Dimensions were not checked. The same blocks ran as plain numbers, so look for code that tests what kind of value it has.",
  example: "none",
  because: "it takes a process that dies or runs out of time",
};
