import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/compile",
  severity: "error",
  summary: "a block can't be compiled",
  why: "The parser took the code and the engine that runs it did not, so nothing could be computed. Write the statement in another way, and tell the project about it.",
  fixed: true,
  example: "none",
  because: "no code is known that one accepts and the other doesn't",
};
