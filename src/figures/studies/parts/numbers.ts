import { formatValue } from "../../../notebook/library/format.js";
import { decimalsOf, likeWritten, toDigits } from "../../../text/counts.js";
import { roundedToSignificant } from "../../../text/decimal.js";

/** A number that nothing says how to print: as written, with `most` digits, or to three significant figures and all before the point. */
export function plain(value: number, most?: number): string {
  const shown = likeWritten(value, [], most);
  return formatValue(shown, { style: "number", digits: Math.min(15, decimalsOf(shown)) });
}

/** Three significant figures and all before the point, where there is no room for more. */
export const rounded = (value: number): string => formatValue(toDigits(value, 3), { style: "number" });

/** Two decimals, with a minus sign for a hyphen. */
export const signed = (value: number): string => formatValue(value, { style: "number", digits: 2 });

const LETTERS = [
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** Two significant figures, in thousands, millions or billions. */
export function compact(value: number): string {
  const shown = roundedToSignificant(value, 2);
  const [power, letter] = LETTERS.find(([p]) => Math.abs(shown) >= p) ?? [1, ""];
  return formatValue(roundedToSignificant(value / power, 2), { style: "number" }) + letter;
}

/** A share to one decimal; what noise left below zero is none. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return "<0.1%";
  if (share >= 0.9995) return share < 1 ? ">99.9%" : "100%";
  return formatValue(Math.max(0, share), { style: "percent", digits: 1 });
}
