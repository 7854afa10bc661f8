import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "project/encoding",
  severity: "error",
  summary: "a file of the memo is not UTF-8",
  why: "Bytes that are no text would be printed as black diamonds, and the letters that they were are lost. Save the file as UTF-8.",
  fixed: true,
  wrong: { files: {}, before: ["printf 'A caf\\351.\\n' >> chapters/02-harvest.md"] },
  right: { files: {}, before: ["printf 'A caf\\303\\251.\\n' >> chapters/02-harvest.md"] },
};
