import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/derived",
  severity: "error",
  summary: "a study is to move a derived assumption",
  why: "Its value follows from others; moved alone it would contradict them. Move what it rests on.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", reason: new}`),
    },
    command: ["sweep", "tornado", "harvest", "--over", "orchard.carts"],
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  carts: {expression: orchard.trees / 10, unit: "1", reason: new}`),
    },
    command: ["sweep", "tornado", "harvest", "--over", "orchard.trees"],
  },
};
