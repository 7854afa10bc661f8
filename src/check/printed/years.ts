import type { Diagnostic } from "../../diagnostic.js";
import { visitQuotes } from "../../document/tree.js";
import { isLikelyYear, isYearName } from "../../notebook/library/year-names.js";
import type { CheckInput } from "../input.js";

/** What may be a year and is printed as an amount: "2,031". */
const GROUPED = /^[1-9],\d{3}$/;

/** The words of the last name of an expression: `number plan.lastYear` has "last" and "year". */
const lastWords = (expression: string): string[] =>
  (/([A-Za-z_$][\w$]*)(?:\s+\w+=\S*)*\s*$/.exec(expression)?.[1] ?? "").split(/_|(?=[A-Z])/);

/**
 * Hints `printed/year`: a whole number printed with a comma that is a year by its name, or by its size where it has no unit: 1900 to
 * 2100. Tables print such a column as years anyway, unless its format says otherwise.
 */
export function printedYears({ tree }: Pick<CheckInput, "tree">): Diagnostic[] {
  const found: Diagnostic[] = [];
  visitQuotes(tree, ({ value, text, full, expression, place }) => {
    if (typeof value !== "number" || !GROUPED.test(text)) return;
    const hasUnit = /[A-Za-z%]/.test(full);
    if (!lastWords(expression).some(isYearName) && (hasUnit || !isLikelyYear(value))) return;
    found.push({
      rule: "printed/year",
      severity: "hint",
      message: `\`${expression}\` is printed as “${text}”; as a year it is ${value}`,
      expected: `a year: \`date\` prints ${value}`,
      hint: "for an amount, a unit tells it from a year",
      place,
    });
  });
  return found;
}
