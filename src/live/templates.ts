import type { LiveChapter } from "./model.js";
import type { PackedTemplate } from "./pack.js";

/** All templates of a chapter. */
export const templatesIn = ({ prose, title, facts, options }: LiveChapter): PackedTemplate[] => [
  prose,
  title,
  ...facts.map(([, one]) => one),
  ...options.flatMap(([, of]) => of.map(([, one]) => one)),
];
