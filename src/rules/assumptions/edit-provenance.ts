import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/edit-provenance",
  severity: "warning",
  summary: "`memo set` changed a value, and neither its source nor its date",
  why: "The report would say that the new number comes from where the old one did. Say where it comes from with `--source` and `--as-of`.",
  wrong: { files: {}, command: ["set", "orchard.trees", "124"] },
  right: { files: {}, command: ["set", "orchard.trees", "124", "--source", "count", "--as-of", "2026-06"] },
};
