import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "stale/number",
  severity: "warning",
  fixable: true,
  summary: "a number that a value backs is written by hand",
  why: "It was right when it was written. The next change of an assumption leaves it standing beside numbers that moved. Quote the value.",
  wrong: { files: { "chapters/03-juice.md": chapter("The orchard carries 4,800 kg of apples.") } },
  right: { files: { "chapters/03-juice.md": chapter("The orchard carries {{harvest}} of apples.") } },
};
