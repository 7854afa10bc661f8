import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/version-name",
  severity: "error",
  summary: "a version file says another version than its name",
  why: "Commands find a version by its file, reports print what stands in it; if they differ, one is misled. Give both the same name.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": `version: 2026-07
as_of: 2026-06-15
extends: 2026-03
assumptions: {}
`,
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": `version: 2026-06
as_of: 2026-06-15
extends: 2026-03
assumptions: {}
`,
    },
  },
};
