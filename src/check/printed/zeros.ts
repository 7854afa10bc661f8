import type { Diagnostic } from "../../diagnostic.js";
import { type FormatSpec, ofDifference } from "../../notebook/library/format.js";
import type { Cell } from "../../notebook/types.js";
import { counted } from "../../text/counts.js";
import type { CheckInput } from "../input.js";
import { printedColumns } from "./columns.js";
import { printedQuotes } from "./quotes.js";

/** Less than this is what arithmetic leaves where the result is zero. */
const NOISE = 1e-12;

/** Whether a number that isn't zero is printed as one: 0.004 as "0%", −0.0004 as "−0.00". */
function printsZero(value: Cell, text: string): value is number {
  if (typeof value !== "number" || Math.abs(value) < NOISE) return false;
  const [digits] = /\d[\d,.]*/.exec(text) ?? [];
  return digits !== undefined && !/[1-9]/.test(digits);
}

const short = (value: number): number => Number(value.toPrecision(3));

/** The option that shows the first figure of a value. */
function digitsFor(value: number, expression: string): string {
  const [helper = ""] = expression.trim().split(/\s+/);
  const exponent = Math.floor(Math.log10(Math.abs(value))) + (helper === "percent" ? 2 : 0);
  return ["number", "percent", "times"].includes(helper) && exponent < 0 && exponent >= -15
    ? `\`digits=${-exponent}\``
    : "as `digits=` asks for";
}

const EXPECTED = "digits that show it, or words for what is small";

/** Hints `printed/zero`: a number that isn't 0 and is printed as 0, in prose, and in the cells of a table once a column. */
export function printedZeros({
  tree,
  studies,
  program,
}: Pick<CheckInput, "tree" | "studies" | "program">): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { quote } of printedQuotes(tree)) {
    const { value, text, expression, place } = quote;
    if (printsZero(value, text))
      found.push({
        rule: "printed/zero",
        severity: "hint",
        message: `\`${expression}\` is ${short(value)} and is printed as “${text}”`,
        expected: EXPECTED,
        hint: `more digits, ${digitsFor(value, expression)}`,
        place,
      });
  }
  for (const { table, column, cells } of printedColumns(tree)) {
    const { id, place } = table;
    const { key, label, format } = column;
    const zeros = cells.filter(({ value, text }) => printsZero(value, text));
    const [first] = zeros;
    if (!first) continue;
    const study = studies.find(({ block }) => block.id === id);
    const results = program.outputs.filter(({ name }) => study?.request.outputs.includes(name));
    // A study prints shares and indices its own way, and results as their output says.
    const isLike = (one: FormatSpec): boolean => JSON.stringify(one) === JSON.stringify(format);
    const result = study && results.find((one) => isLike(one.format) || isLike(ofDifference(one.format)));
    if (!study || result)
      found.push({
        rule: "printed/zero",
        severity: "hint",
        message: `${counted(zeros.length, "cell")} of column \`${label || key}\` of \`${id}\` ${zeros.length === 1 ? "is" : "are"} not 0 and printed as 0: ${short(Number(first.value))} as “${first.text}”`,
        expected: EXPECTED,
        hint: result
          ? `more digits in the format of the output \`${result.name}\``
          : `a format of the column with more digits: \`${key}: { format: "number 2sf" }\``,
        place,
      });
  }
  return found;
}
