import type { Cell } from "../../notebook/types.js";

/** Significant digits of a number that nothing prints. */
const DIGITS = 6;

/** Significant digits kept beyond those printed, so that a change shows before the printed text does. */
const MARGIN = 2;

/** What a sum that should be zero may come to; written as zero, unless it is printed as more. */
const NOISE = 1e-12;

/** A number to `digits` significant digits; other cells as they are. Minus zero and noise become zero, non-finite numbers their names. */
export function roundCell(value: Cell, digits: number = DIGITS, noise: number = NOISE): Cell {
  if (typeof value !== "number") return value;
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) < noise || value === 0) return 0;
  return Number(value.toPrecision(Math.min(Math.max(digits, 1), 21)));
}

/**
 * A value to two significant digits more than `text`, its printed form, shows: 3.5302418 printed "3.5×" is 3.53. Six where
 * the text has no digits. What is printed in percent, in billions or in another unit keeps the same relative precision.
 */
export function roundAsPrinted(value: Cell, text: string, least = 0): Cell {
  const numeral = numeralOf(text);
  const shown = significantDigits(numeral);
  // A charge of 1.6e-19 C that is printed as such is no noise.
  return roundCell(value, Math.max(shown === 0 ? DIGITS : shown + MARGIN, least), /[1-9]/.test(numeral) ? 0 : NOISE);
}

/** Significant digits that show a change of `tolerance` (see `OutputDeclaration`) in `value`, with the same margin. */
export function digitsForTolerance(value: Cell, tolerance: { absolute: number } | { relative: number }): number {
  if (typeof value !== "number" || value === 0 || !Number.isFinite(value)) return 0;
  const relative = "relative" in tolerance ? tolerance.relative : tolerance.absolute / Math.abs(value);
  return relative > 0 ? Math.ceil(-Math.log10(relative)) + MARGIN : 0;
}

/** The digits of a printed number, without those of its unit. */
const numeralOf = (text: string): string => /\d[\d,.\u00a0\u202f]*/.exec(text)?.[0] ?? "";

const significantDigits = (numeral: string): number => numeral.replace(/\D/g, "").replace(/^0+(?=\d)/, "").length;
