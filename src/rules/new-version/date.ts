import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "new-version/date",
  severity: "error",
  summary: "the date of a new version can't be read, or is before the version it extends",
  why: "Versions stand in the order of their dates, so that the latest is the one that is built. Give a date that is not before.",
  fixed: true,
  wrong: { files: {}, command: ["new-version", "2026-06", "--as-of", "2026-01"] },
  right: { files: {}, command: ["new-version", "2026-06", "--as-of", "2026-06-15"] },
};
