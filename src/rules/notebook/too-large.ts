import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/too-large",
  severity: "error",
  summary: "a block is too large, or nested too deep",
  why: "Such a block is data rather than code, and the parser could crash on it. Put data into the assumptions, and split long expressions.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", `const litres = [${"12, ".repeat(12_000)}];`)) },
  },
  right: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const litres = 12;")) } },
};
