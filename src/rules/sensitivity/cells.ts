import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/cells",
  severity: "error",
  summary: "a break-even looks at too few places",
  why: "Between them a crossing would go unseen. Ask for at least two.",
  fixed: true,
  example: "none",
  because: "neither the command nor a sweep lets the number be chosen",
};
