import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/types",
  severity: "error",
  summary: "taking a type out would change what is computed",
  why: "Types are taken out before a block runs; here what stands around the type would be grouped in another way. Put the assertion into parentheses.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const litres = harvest ** 2 as number ** 0.5;")) },
  },
  right: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const litres = (harvest ** 2 as number) ** 0.5;")) },
  },
};
