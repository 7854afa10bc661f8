import type { Diagnostic, Place } from "../../diagnostic.js";
import type { DataTable } from "../../notebook/types.js";
import { shortened } from "../../text/shown.js";

/**
 * A warning `figures/formula-cell` where a text of a figure's data would run as a formula in a spreadsheet. What a study prints of numbers, "+3 GW" or
 * "+SEK 5", is memo's own wording, which nobody could put otherwise.
 */
export function checkFormulaCells(
  id: string,
  data: readonly DataTable[],
  { isStudy, place }: { isStudy: boolean; place: Place },
  report: (d: Diagnostic) => void,
): void {
  const found = data.flatMap(({ columns, rows }) =>
    [...columns.map(({ label }) => label), ...rows.flat()].filter(
      (cell) => typeof cell === "string" && isFormula(cell) && !(isStudy && OF_A_NUMBER.test(cell)),
    ),
  );
  const [first] = new Set(found);
  if (typeof first !== "string") return;
  const more = found.length - 1;
  report({
    rule: "figures/formula-cell",
    severity: "warning",
    message: `a spreadsheet would run the text ${JSON.stringify(shortened(first))} in the data of \`${id}\` as a formula; an apostrophe stands before it in the CSV`,
    expected: "a text that begins with a word, or a number",
    notes: more > 0 ? [`and ${more} more`] : undefined,
    place,
  });
}

const OF_A_NUMBER = /^[+-](?:[\d.]|\p{Sc}|[A-Z]{3} ?\d)/u;

/** As OWASP has it, but for numbers, and for a dash or a plus with a blank behind it, which is text everywhere. */
export function isFormula(text: string): boolean {
  if (/^[\t\r\n]/.test(text)) return true;
  // Programs take away what stands before it and can't be seen, and read wide signs as the narrow ones.
  const rest = text.replace(/^[\s\p{Cc}\p{Cf}\p{Zs}]+/u, "").replace(/^[＝＠＋－]/, (sign) => sign.normalize("NFKC"));
  if (/^[=@]/.test(rest)) return true;
  return /^[+-]\S/.test(rest) && !/^[+-][\d.,\s]*\d\s?%?$/.test(rest);
}
