import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "new-version/name",
  severity: "error",
  summary: "a version can't have this name",
  why: "The name is that of its file, and is written on the command line. Use letters, digits, `.`, `_` and `-`.",
  fixed: true,
  wrong: { files: {}, command: ["new-version", "June/2026"] },
  right: { files: {}, command: ["new-version", "2026-06"] },
};
