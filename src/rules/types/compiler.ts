import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "types/compiler",
  severity: "error",
  summary: "TypeScript's compiler can't be used",
  why: "Types are not checked. The message says what is missing or has changed.",
  fixed: true,
  example: "none",
  because: "it takes another version of the compiler",
};
