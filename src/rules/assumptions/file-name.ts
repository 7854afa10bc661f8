import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/file-name",
  severity: "error",
  summary: "a file of the assumptions has a name that isn't read",
  why: "It looks as if it were part of the memo and is not: its values would be missing without a word. Call it `<version>.yaml`.",
  fixed: true,
  wrong: { files: { "assumptions/2026-06.yml": newer("orchard: {trees: {value: 125, reason: counted again}}") } },
  right: { files: { "assumptions/2026-06.yaml": newer("orchard: {trees: {value: 125, reason: counted again}}") } },
};
