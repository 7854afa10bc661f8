import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "chapters/file-name",
  severity: "error",
  summary: "a chapter's file has a name that isn't one, or that another chapter has",
  why: "Chapters stand in the order of their numbers, and the rest of the name is how they are linked to. Two of one name would be one section to a link. Name each NN-name.md.",
  fixed: true,
  wrong: { files: { "chapters/03-harvest.md": chapter("Juice is pressed in autumn.") } },
  right: { files: { "chapters/03-juice.md": chapter("Juice is pressed in autumn.") } },
};
