import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "new-version/exists",
  severity: "error",
  summary: "a new version has the name of one that is there",
  why: "What it says would be lost. Choose another name, or change the version with `memo set`.",
  fixed: true,
  wrong: {
    files: { "assumptions/2026-06.yaml": newer("orchard: {trees: {value: 125, reason: counted again}}") },
    command: ["new-version", "2026-06"],
  },
  right: {
    files: { "assumptions/2026-06.yaml": newer("orchard: {trees: {value: 125, reason: counted again}}") },
    command: ["new-version", "2026-09"],
  },
};
