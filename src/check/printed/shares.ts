import type { Diagnostic } from "../../diagnostic.js";
import { visitQuotes } from "../../document/tree.js";
import type { CheckInput } from "../input.js";

/** What says that a number counts in hundredths or thousandths. */
const PARTS: readonly (readonly [RegExp, parts: number])[] = [
  [/^\s?(%|per ?cent\b|percentage points?\b)/, 100],
  [/^\s?(‰|per ?mille\b)/, 1000],
];

const short = (value: number): number => Number(value.toPrecision(3));

/**
 * Hints `printed/share`: a share that is printed as the number it is before a percent sign: 0.05 as "0.05%". A value that is declared in
 * percent is printed in percent, and 5 may be one.
 */
export function printedShares({ tree }: Pick<CheckInput, "tree">): Diagnostic[] {
  const found: Diagnostic[] = [];
  visitQuotes(tree, ({ value, text, full, expression, place }, behind) => {
    if (typeof value !== "number" || value === 0 || Math.abs(value) >= 1 || /[A-Za-z%‰]/.test(text + full)) return;
    // What is printed is the value itself, whatever rounded to.
    if (Math.abs(Number(text.replace("\u2212", "-")) - value) > Math.abs(value) / 2) return;
    for (const [pattern, parts] of PARTS) {
      const sign = pattern.exec(behind)?.[1];
      if (sign === undefined) continue;
      found.push({
        rule: "printed/share",
        severity: "hint",
        message: `\`${expression}\` is ${short(value)} and is printed as “${text}” before “${sign}”`,
        expected: `a share printed in parts of ${parts}${parts === 100 ? `: \`percent\` prints ${short(value * 100)}%` : ""}`,
        hint: `where ${text}${sign.length > 1 ? ` ${sign}` : sign} is meant, the block has to come to ${short(value / parts)}`,
        place,
      });
      return;
    }
  });
  return found;
}
