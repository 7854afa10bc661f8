import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "new-version/no-chapter",
  severity: "error",
  summary: "a new version is to be named in a chapter, and there is none",
  why: "Only the first chapter can say which version the memo is built with. Write it, or leave `--default` out.",
  fixed: true,
  wrong: { files: {}, before: ["rm chapters/*"], command: ["new-version", "2026-06", "--default"] },
  right: { files: {}, command: ["new-version", "2026-06", "--default"] },
};
