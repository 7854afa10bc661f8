import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

const lost = fence("ts {#lost}", "const lost = 0.2 / given.orchard.trees;");

export const rule: Rule = {
  id: "printed/zero",
  severity: "hint",
  summary: "a number that isn't 0 is printed as 0",
  why: "A reader takes it for nothing. Print as many digits as it needs, or say in words that it is small.",
  wrong: { files: { "chapters/03-juice.md": chapter(lost, "The wasps take {{percent lost}}.") } },
  right: { files: { "chapters/03-juice.md": chapter(lost, "The wasps take {{percent lost digits=2}}.") } },
};
