import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "check/unused-exception",
  severity: "warning",
  summary: "an exception from a rule lets nothing stand",
  why: "It would hide the next finding beside it, which nobody has looked at. Take it out.",
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(`<!-- memo-ignore stale/number: a guess -->
The trees are counted every spring.`),
    },
  },
  right: { files: { "chapters/03-juice.md": chapter("The trees are counted every spring.") } },
};
