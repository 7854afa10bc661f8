import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sweep/no-draws",
  severity: "error",
  summary: "no draw gives a finite result",
  why: "There is nothing to take a quantile of. Mend the computation for values away from the register's.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const spare = given.orchard.trees === 120 ? 1 : Number.NaN;"),
      ),
    },
    command: ["sweep", "monte-carlo", "spare", "--draws", "64"],
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", "const spare = given.orchard.trees === 120 ? 1 : Number.NaN;"),
      ),
    },
    command: ["sweep", "monte-carlo", "harvest", "--draws", "64"],
  },
};
