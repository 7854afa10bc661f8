import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "files/no-list",
  severity: "error",
  summary: "a folder to build into holds files, and nothing says that memo wrote them",
  why: "Memo keeps a list of what it wrote in the folder it builds into, and replaces nothing else. Name another folder, or look at what is there and pass `--adopt`.",
  fixed: true,
  wrong: {
    files: { "notes/thesis.txt": "Years of work.\n" },
    command: ["build", "--only", "md", "--out", "notes"],
  },
  right: {
    files: { "notes/thesis.txt": "Years of work.\n" },
    command: ["build", "--only", "md", "--out", "notes/built"],
  },
};
