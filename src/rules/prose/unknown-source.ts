import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/unknown-source",
  severity: "error",
  summary: "a citation names a source that isn't listed",
  why: "The reader would find no such reference. Add it to assumptions/sources.yaml, or mend its key.",
  fixed: true,
  wrong: { files: { "chapters/03-juice.md": chapter("The trees were counted [@cuont].") } },
  right: { files: { "chapters/03-juice.md": chapter("The trees were counted [@count].") } },
};
