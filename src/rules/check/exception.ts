import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "check/exception",
  severity: "error",
  summary: "an exception from a rule gives no reason, or can't be read",
  why: "Who comes after could not tell whether it is still right. Write the rule, a colon and the reason.",
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(`<!-- memo-ignore stale/number -->
The trees are counted every spring.`),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(`<!-- memo-ignore stale/number: what the neighbour said -->
The neighbour guessed 4,800 kg.`),
    },
  },
};
