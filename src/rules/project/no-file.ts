import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "project/no-file",
  severity: "error",
  summary: "a file is to be written where something else has its name",
  why: "A folder can't be replaced by a file. Name another.",
  fixed: true,
  wrong: { files: {}, command: ["sweep", "tornado", "harvest", "--out", "chapters"] },
  right: { files: {}, command: ["sweep", "tornado", "harvest", "--out", "tornado.txt"] },
};
