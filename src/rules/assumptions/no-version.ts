import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/no-version",
  severity: "error",
  summary: "there is no version of the assumptions",
  why: "A memo is built from one version of its assumptions. Write one, such as assumptions/2026-03.yaml.",
  fixed: true,
  wrong: { files: {}, without: ["assumptions/2026-03.yaml"] },
  right: { files: {} },
};
