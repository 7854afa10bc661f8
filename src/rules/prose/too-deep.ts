import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

const list = (depth: number): string =>
  Array.from({ length: depth }, (_, n) => `${"  ".repeat(n)}- part ${n + 1}`).join("\n");

export const rule: Rule = {
  id: "prose/too-deep",
  severity: "error",
  summary: "lists, quotations or marks stand too deep inside each other",
  why: "No page has room for them, and what runs off it is lost. Make sections of the outer levels.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter(list(22)) } },
  right: { files: { "chapters/03-juice.md": chapter(list(6)) } },
};
