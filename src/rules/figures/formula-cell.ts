import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

const table = (text: string): Record<string, string> => ({
  "chapters/03-juice.md": chapter(
    "@tbl-press has the press.",
    fence("ts {#tbl-press .table}", `//| caption: The press.\n[{ part: "screw", note: "${text}" }]`),
  ),
});

export const rule: Rule = {
  id: "figures/formula-cell",
  severity: "warning",
  summary: "a text of a figure's data begins as a formula does",
  why: "The data behind figures are written letter for letter, and a spreadsheet that opens them runs such a text as a formula, which may send what stands beside it elsewhere. Begin the text with a word where it is no number.",
  wrong: { files: table("=HYPERLINK(A1)") },
  right: { files: table("the formula =HYPERLINK(A1)") },
};
