import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "files/refused",
  severity: "error",
  summary: "a folder or file is to be written where memo never writes",
  why: "Memo replaces what it wrote as a whole. Where the memo itself, another project, a home folder or a whole disk lies, a slip would cost more than a report. Name a folder of its own, such as out.",
  fixed: true,
  wrong: { files: {}, command: ["build", "--only", "md", "--out", "chapters"] },
  right: { files: {}, command: ["build", "--only", "md", "--out", "reports"] },
};
