import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/extends-circle",
  severity: "error",
  summary: "versions extend each other in a circle",
  why: "No version is the first, so none has values to start from. Let the oldest stand on its own.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer("orchard: {trees: {value: 125, reason: counted again}}"),
      "assumptions/2026-09.yaml": `version: 2026-09
as_of: 2026-09-15
extends: 2026-12
assumptions:
  orchard: {trees: {value: 126, reason: counted again}}
`,
      "assumptions/2026-12.yaml": `version: 2026-12
as_of: 2026-12-15
extends: 2026-09
assumptions:
  orchard: {trees: {value: 127, reason: counted again}}
`,
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer("orchard: {trees: {value: 125, reason: counted again}}"),
      "assumptions/2026-09.yaml": `version: 2026-09
as_of: 2026-09-15
extends: 2026-06
assumptions:
  orchard: {trees: {value: 126, reason: counted again}}
`,
    },
  },
};
