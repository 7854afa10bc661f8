import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/id-conflict",
  severity: "error",
  summary: "a name is an assumption in one version and a group in another",
  why: "`orchard.trees` can't be a number and hold numbers at once; blocks that read it would get now the one, now the other. Choose another name for one of them.",
  fixed: true,
  wrong: { files: { "assumptions/2026-06.yaml": newer(`orchard: {value: 120, unit: "1", reason: new}`) } },
  right: { files: { "assumptions/2026-06.yaml": newer(`orchards: {value: 1, unit: "1", reason: new}`) } },
};
