import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/unit-definition",
  severity: "error",
  summary: "the definition of an own unit can't be used",
  why: "A unit that rests on one that nobody knows, or takes the name of a known one, makes every number in it doubtful. Define it by known units, or as `new`.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": `version: 2026-06
as_of: 2026-06-15
extends: 2026-03
units: {crate: 18 kilo}
assumptions: {}
`,
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": `version: 2026-06
as_of: 2026-06-15
extends: 2026-03
units: {crate: 18 kg}
assumptions: {}
`,
    },
  },
};
