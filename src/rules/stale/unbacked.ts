import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "stale/unbacked",
  severity: "hint",
  summary: "a number is written by hand, and no value backs it",
  why: "Nobody can see where it comes from, and nothing changes it. Put it into the assumptions with its source, or say it without a number.",
  wrong: { files: { "chapters/03-juice.md": chapter("The press was bought for 9,350 dollars.") } },
  right: { files: { "chapters/03-juice.md": chapter("The press was bought from a neighbour.") } },
};
