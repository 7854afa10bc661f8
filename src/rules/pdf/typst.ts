import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "pdf/typst",
  severity: "error",
  summary: "the typesetter refused the document",
  why: "There is no PDF. The message is the typesetter's own and says what it can't set; tell the project about it.",
  fixed: true,
  example: "none",
  because: "everything that is known to lead to it is found before, and reported in the chapter",
};
