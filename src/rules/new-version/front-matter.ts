import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "new-version/front-matter",
  severity: "error",
  summary: "the first chapter has no front matter that could name a version",
  why: "The memo would go on being built with another version than was asked for. Give the chapter its front matter.",
  fixed: true,
  example: "none",
  because: "a chapter without front matter is refused before, as chapters/front-matter",
};
