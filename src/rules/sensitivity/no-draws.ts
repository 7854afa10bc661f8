import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "sensitivity/no-draws",
  severity: "error",
  summary: "no draw has a result to read",
  why: "There is nothing to take a mean of. Mend the computation for values away from the register's.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const spare = given.orchard.trees === 120 ? 1 : Number.NaN;
const juice = harvest * 0.6;`,
        ),
      ),
    },
    command: ["sweep", "information", "--option", "Press=spare", "--option", "Sell=harvest", "--draws", "64"],
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#juice}",
          `const spare = given.orchard.trees === 120 ? 1 : Number.NaN;
const juice = harvest * 0.6;`,
        ),
      ),
    },
    command: ["sweep", "information", "--option", "Press=harvest", "--option", "Sell=juice", "--draws", "64"],
  },
};
