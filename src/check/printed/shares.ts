import { leaves } from "../../assumptions/register/to-value.js";
import type { Diagnostic } from "../../diagnostic.js";
import { firstShare, namesPercent } from "../../notebook/library/percent-names.js";
import type { CheckInput } from "../input.js";
import { ownColumns } from "./columns.js";
import { printedQuotes } from "./quotes.js";

/** What says that a number counts in hundredths or thousandths. */
const PARTS: readonly (readonly [RegExp, parts: number])[] = [
  [/^\s?(%|per ?cent\b|percentage points?\b)/, 100],
  [/^\s?(‰|per ?mille\b)/, 1000],
];

const short = (value: number): number => Number(value.toPrecision(3));

/**
 * Hints `printed/share`: a share that is printed as the number it is where a percent sign says hundredths, behind it or in the label of its
 * column, output or assumption: 0.05 as "0.05%". A value that is declared in percent is printed in percent, and 5 may be one.
 */
export function printedShares(input: Pick<CheckInput, "tree" | "studies" | "register">): Diagnostic[] {
  return [...beforeSigns(input), ...inColumns(input), ...ofOutputs(input), ...ofAssumptions(input)];
}

/** Whether a text is the number itself, whatever rounded to. */
const isItself = (text: string, value: number): boolean =>
  Math.abs(Number(text.replace("\u2212", "-")) - value) <= Math.abs(value) / 2;

const LET_STAND = "an exception lets numbers stand that are percent";

const inColumns = (input: Pick<CheckInput, "tree" | "studies">): Diagnostic[] =>
  ownColumns(input).flatMap(({ table: { id, place }, column: { key, label }, cells }): Diagnostic[] => {
    const share = namesPercent(label) ? firstShare(cells.map(({ value }) => value)) : undefined;
    const text = cells.find(({ value }) => value === share)?.text;
    if (share === undefined || text === undefined || !isItself(text, share)) return [];
    return [
      {
        rule: "printed/share",
        severity: "hint",
        message: `column “${label}” of \`${id}\` prints shares of one as they are: ${short(share)} as “${text}”`,
        expected: `\`${key}: { format: "percent" }\`, which prints ${short(share * 100)}%`,
        hint: LET_STAND,
        place,
      },
    ];
  });

const ofOutputs = ({ tree }: Pick<CheckInput, "tree">): Diagnostic[] =>
  tree.outputs.flatMap(({ declaration: { name, label, place }, value, text }): Diagnostic[] => {
    const share = namesPercent(label) ? firstShare([value]) : undefined;
    if (share === undefined || !isItself(text, share)) return [];
    return [
      {
        rule: "printed/share",
        severity: "hint",
        message: `the output \`${name}\`, “${label}”, is ${short(share)} and is printed as “${text}”`,
        expected: `\`format: "percent"\`, which prints ${short(share * 100)}%`,
        hint: LET_STAND,
        place,
      },
    ];
  });

const ofAssumptions = ({ register }: Pick<CheckInput, "register">): Diagnostic[] =>
  [...register.assumptions.values()].flatMap(({ id, label, value, said, unit, shown, valuePlace }): Diagnostic[] => {
    if (!namesPercent(label) || said || unit !== "1" || shown !== undefined) return [];
    const share = firstShare(leaves(value).map(([, number]) => number));
    if (share === undefined) return [];
    return [
      {
        rule: "printed/share",
        severity: "hint",
        message: `\`${id}\` is labelled “${label}”, and ${short(share)} without a unit is ${short(share * 100)}%`,
        expected: `\`unit: "%"\`, and numbers in percent`,
        hint: "or a label without percent, where shares of one are meant",
        place: valuePlace,
      },
    ];
  });

function beforeSigns({ tree }: Pick<CheckInput, "tree">): Diagnostic[] {
  return printedQuotes(tree).flatMap(({ quote, behind }): Diagnostic[] => {
    const { value, text, full, expression, place } = quote;
    if (typeof value !== "number" || value === 0 || Math.abs(value) >= 1 || /[A-Za-z%‰]/.test(text + full)) return [];
    if (!isItself(text, value)) return [];
    for (const [pattern, parts] of PARTS) {
      const sign = pattern.exec(behind)?.[1];
      if (sign === undefined) continue;
      return [
        {
          rule: "printed/share",
          severity: "hint",
          message: `\`${expression}\` is ${short(value)} and is printed as “${text}” before “${sign}”`,
          expected: `a share printed in parts of ${parts}${parts === 100 ? `: \`percent\` prints ${short(value * 100)}%` : ""}`,
          hint: `where ${text}${sign.length > 1 ? ` ${sign}` : sign} is meant, the block has to come to ${short(value / parts)}`,
          place,
        },
      ];
    }
    return [];
  });
}
