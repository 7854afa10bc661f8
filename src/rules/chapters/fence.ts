import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "chapters/fence",
  severity: "error",
  summary: "the head of a fence can't be read",
  why: "A block with an unknown class or without an id would not run, and its code would stand in the report as an example. Write `ts {#id}` behind the backticks, with `.claim`, `.chart` or `.table` where it is one.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice .chrat}", "const litres = given.orchard.trees * 12;")) },
  },
  right: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const litres = given.orchard.trees * 12;")) },
  },
};
