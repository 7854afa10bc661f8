import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "chapters/character",
  severity: "error",
  summary: "a chapter has a character in it that can't be printed",
  why: "Private-use characters are drawn as whatever a font made of them, and a few are marks of the engine; control characters and marks that turn the direction of writing show as nothing, or turn what stands around them. Use another character, or say it in words.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("Juice  is pressed in autumn.") } },
  right: { files: { "chapters/03-juice.md": chapter("Juice is pressed in autumn.") } },
};
