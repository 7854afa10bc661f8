import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "chapters/duplicate-id",
  severity: "error",
  summary: "two blocks have the same id",
  why: "References, claims and files of data are found by the id, so one of the two could not be reached. Give the second another one.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#harvest}", "const litres = given.orchard.trees * 12;")) },
  },
  right: {
    files: { "chapters/03-juice.md": chapter(fence("ts {#juice}", "const litres = given.orchard.trees * 12;")) },
  },
};
