import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "chapters/character",
  severity: "error",
  summary: "a character has no meaning outside one font",
  why: "Private-use characters are drawn as whatever a font made of them, on most machines an empty box; a few are marks that the engine itself puts into text. Use another character, or say it in words.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("Juice  is pressed in autumn.") } },
  right: { files: { "chapters/03-juice.md": chapter("Juice is pressed in autumn.") } },
};
