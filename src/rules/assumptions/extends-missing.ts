import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/extends-missing",
  severity: "error",
  summary: "a version extends one that isn't there",
  why: "Everything the version doesn't say itself would be missing. Name a version whose file is in `assumptions/`.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-09.yaml": `version: 2026-09
as_of: 2026-09-15
extends: 2026-30
assumptions:
  orchard: {trees: {value: 126, reason: counted again}}
`,
    },
  },
  right: {
    files: {
      "assumptions/2026-09.yaml": `version: 2026-09
as_of: 2026-09-15
extends: 2026-03
assumptions:
  orchard: {trees: {value: 126, reason: counted again}}
`,
    },
  },
};
