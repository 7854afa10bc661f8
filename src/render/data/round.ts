import type { Cell } from "../../notebook/types.js";

/** Significant digits of a number that nothing prints. */
const DIGITS = 6;

/** Significant digits kept beyond those printed, so that a change shows before the printed text does. */
const MARGIN = 2;

/** What a sum that should be zero may come to; printed as zero. */
const NOISE = 1e-12;

/** A number to `digits` significant digits; other cells as they are. Minus zero and noise become zero, non-finite numbers their names. */
export function roundCell(value: Cell, digits: number = DIGITS): Cell {
  if (typeof value !== "number") return value;
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) < NOISE) return 0;
  return Number(value.toPrecision(Math.min(Math.max(digits, 1), 21)));
}

/**
 * A value to two significant digits more than `text`, its printed form, shows: 3.5302418 printed "3.5×" is 3.53. Six where
 * the text has no digits. What is printed in percent, in billions or in another unit keeps the same relative precision.
 */
export function roundAsPrinted(value: Cell, text: string, least = 0): Cell {
  const shown = significantDigits(text);
  return roundCell(value, Math.max(shown === 0 ? DIGITS : shown + MARGIN, least));
}

/** Significant digits that show a change of `tolerance` (see `OutputDeclaration`) in `value`, with the same margin. */
export function digitsForTolerance(value: Cell, tolerance: { absolute: number } | { relative: number }): number {
  if (typeof value !== "number" || value === 0 || !Number.isFinite(value)) return 0;
  const relative = "relative" in tolerance ? tolerance.relative : tolerance.absolute / Math.abs(value);
  return relative > 0 ? Math.ceil(-Math.log10(relative)) + MARGIN : 0;
}

function significantDigits(text: string): number {
  const number = /\d[\d,.\u00a0\u202f]*/.exec(text)?.[0] ?? "";
  return number.replace(/\D/g, "").replace(/^0+(?=\d)/, "").length;
}
