import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/unhandled-rejection",
  severity: "error",
  summary: "a promise failed and nobody awaited it",
  why: "What went wrong there would be lost, and the report printed all the same. Await it.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", `Promise.reject(new Error("no juice"));`)) } },
  right: {
    files: {
      "chapters/03-juice.md": chapter(fence("ts {#juice}", "const juice = await Promise.resolve(harvest * 0.6);")),
    },
  },
};
