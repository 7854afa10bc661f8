import type { Diagnostic } from "../../diagnostic.js";
import { isLikelyYear, isYearName } from "../../notebook/library/year-names.js";
import type { CheckInput } from "../input.js";
import { ownColumns } from "./columns.js";
import { printedQuotes } from "./quotes.js";

/** What may be a year and is printed as an amount: "2,031". */
const GROUPED = /^[1-9],\d{3}$/;

/** The words of the last name of an expression: `number plan.lastYear` has "last" and "year". */
const lastWords = (expression: string): string[] =>
  (/([A-Za-z_$][\w$]*)(?:\s+\w+=\S*)*\s*$/.exec(expression)?.[1] ?? "").split(/_|(?=[A-Z])/);

/** Of a number for each year, as against the year itself. */
const EACH_YEAR = /(?:\b(?:per|an?|each|every)\s+|\/\s*)(?:year|yr)\b/i;

/** Whether a name of several words is one of a year: "Founded (year)", `first_year`. */
const saysYear = (name = ""): boolean => !EACH_YEAR.test(name) && name.split(/[^\p{L}]+|(?=\p{Lu})/u).some(isYearName);

/**
 * Hints `printed/year`: a whole number printed with a comma that is a year by its name, or by its size where it has no unit: 1900 to
 * 2100; and columns of such numbers, in tables whose format prints them so, and in data files where they are declared as amounts.
 */
export function printedYears(input: Pick<CheckInput, "tree" | "studies" | "register">): Diagnostic[] {
  return [...inProse(input), ...inTables(input), ...inFiles(input)];
}

const inTables = (input: Pick<CheckInput, "tree" | "studies">): Diagnostic[] =>
  ownColumns(input).flatMap(({ table: { id, place }, column: { key, label, unit }, index, cells }): Diagnostic[] => {
    const filled = cells.filter(({ value }) => value !== null);
    const grouped = filled.find(({ text }) => GROUPED.test(text));
    if (!grouped || unit !== undefined || !filled.every(({ value }) => isLikelyYear(value))) return [];
    if (index > 0 && !saysYear(key) && !saysYear(label)) return [];
    return [
      {
        rule: "printed/year",
        severity: "hint",
        message: `column \`${label || key}\` of \`${id}\` prints years as amounts: ${grouped.value} as “${grouped.text}”`,
        expected: `years: \`${key}: { format: "date" }\` prints ${grouped.value}`,
        hint: "for amounts, a unit tells them from years",
        place,
      },
    ];
  });

/** Columns of files that are declared as numbers: sentences print them with a comma, and their sum is told. */
const inFiles = ({ register }: Pick<CheckInput, "register">): Diagnostic[] =>
  [...register.assumptions.values()].flatMap(({ id, data, place }) =>
    (data?.columns ?? []).flatMap(({ name, label, type, unit, least, most, sum }): Diagnostic[] => {
      if (type !== "number" || (unit ?? "1") !== "1" || !Number.isInteger(sum)) return [];
      if (!isLikelyYear(least) || !isLikelyYear(most)) return [];
      if (!saysYear(name) && !saysYear(label) && !data?.key?.includes(name)) return [];
      return [
        {
          rule: "printed/year",
          severity: "hint",
          message: `column \`${name}\` of \`${id}\` holds years, ${least} to ${most}, and is declared as a number`,
          expected: `\`${name}: { type: year }\``,
          hint: "for amounts, a unit tells them from years",
          place,
        },
      ];
    }),
  );

const inProse = ({ tree }: Pick<CheckInput, "tree">): Diagnostic[] =>
  printedQuotes(tree).flatMap(({ quote: { value, text, full, expression, place } }): Diagnostic[] => {
    if (typeof value !== "number" || !GROUPED.test(text)) return [];
    const hasUnit = /[A-Za-z%]/.test(full);
    if (!lastWords(expression).some(isYearName) && (hasUnit || !isLikelyYear(value))) return [];
    return [
      {
        rule: "printed/year",
        severity: "hint",
        message: `\`${expression}\` is printed as “${text}”; as a year it is ${value}`,
        expected: `a year: \`date\` prints ${value}`,
        hint: "for an amount, a unit tells it from a year",
        place,
      },
    ];
  });
