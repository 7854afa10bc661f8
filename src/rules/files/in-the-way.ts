import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "files/in-the-way",
  severity: "error",
  summary: "something has the name of the folder that memo prepares files in",
  why: "What memo writes is prepared beside its place and put there as a whole. A folder of that name that memo did not make may be anything: move it elsewhere.",
  fixed: true,
  wrong: {
    files: { ".out.memo/notes.txt": "Mine.\n" },
    command: ["build", "--only", "md"],
  },
  right: { files: {}, command: ["build", "--only", "md"] },
};
