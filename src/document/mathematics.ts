import type { Locator } from "../chapters/locator.js";
import { lentMath, texOf } from "../chapters/mathematics.js";
import type { Diagnostic, Place } from "../diagnostic.js";
import { addTo } from "../lists.js";
import { readTex } from "../mathematics/index.js";

/**
 * Errors `prose/mathematics`: formulas that page and PDF can't set, each at what is wrong in it, and labels that are none.
 *
 * @param inline whether the text is a line of prose, where nothing is displayed
 * @returns where each label stands, by its id; one that is given twice is told when the memo is numbered
 */
export function checkMathematics(
  text: string,
  locate: Locator,
  inline: boolean,
  report: (d: Diagnostic) => void,
): Map<string, Place[]> {
  const labels = new Map<string, Place[]>();
  const tell = (message: string, expected: string | undefined, at: number, length: number, hint?: string): void =>
    report({
      rule: "prose/mathematics",
      severity: "error",
      message,
      expected,
      hint,
      place: locate(at, Math.max(1, length)),
    });
  for (const { lent, display, label, at, length, texAt, labelAt } of lentMath(text)) {
    if (display && inline) {
      tell("displayed mathematics in a line", "`$…$`", at, length);
      continue;
    }
    const { tex, section } = texOf(lent);
    if (section) {
      tell("a section within a formula", "the section around the formula", texAt + section.at, section.length);
      continue;
    }
    const read = readTex(tex, display);
    if ("problem" in read) {
      const { message, expected, hint, at: from, length: wide } = read.problem;
      tell(message, expected, texAt + from, wide, hint);
    }
    if (label === "") continue;
    const id = /^\{#(eq-[A-Za-z0-9_:-]+)\}$/.exec(label)?.[1];
    if (id === undefined) tell(`\`${label}\` is no label of a formula`, "`{#eq-name}`", labelAt, label.length);
    else addTo(labels, id, locate(labelAt, label.length));
  }
  return labels;
}
