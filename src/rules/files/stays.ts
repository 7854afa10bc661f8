import { chapter } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "files/stays",
  severity: "warning",
  summary: "a file that memo wrote and no longer writes stays, because it was changed since",
  why: "Deleting it would delete what somebody wrote into it. It is no longer on memo's list: move it or delete it by hand.",
  wrong: {
    files: {
      "chapters/03-juice.md": chapter("```ts {#tbl-juice .table}\n//| caption: Juice.\ntable([{ kg: harvest }])\n```"),
    },
    before: ["memo build", "echo more >> out/tables/tbl-juice.csv", "rm chapters/03-juice.md"],
    command: ["build"],
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter("```ts {#tbl-juice .table}\n//| caption: Juice.\ntable([{ kg: harvest }])\n```"),
    },
    before: ["memo build", "rm chapters/03-juice.md"],
    command: ["build"],
  },
};
