import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/formula",
  severity: "error",
  summary: "a formula can't be read, or asks for more than arithmetic",
  why: "A formula is printed as mathematics and computed as it is printed; what has no such form can't be. Write it with names, numbers and functions, or as a ts block.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("formula {#eq-juice}", "juice = harvest % 2")) } },
  right: { files: { "chapters/03-juice.md": chapter(fence("formula {#eq-juice}", "juice = harvest * 0.6")) } },
};
