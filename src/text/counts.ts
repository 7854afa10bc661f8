import { roundedTo, roundedToSignificant } from "./decimal.js";

/** "12,345". */
export const grouped = (n: number): string => n.toLocaleString("en-US");

/** "1 file", "3 files", "0 files"; what has another plural says it. */
export const counted = (n: number, noun: string, nouns = `${noun}s`): string => `${n} ${n === 1 ? noun : nouns}`;

/** "1 row", "2,000 rows". */
export const countedInGroups = (n: number, noun: string): string => `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`;

/** "1 file" of each, joined by commas; what there is none of is left out. */
export const countsOf = (counts: readonly (readonly [number, string])[]): string =>
  counts.flatMap(([n, noun]) => (n === 0 ? [] : [counted(n, noun)])).join(", ");

/** A number of so many digits, but whole where it has more before its point: no digit that stands there is cut to a nought. */
export const toDigits = (value: number, digits: number): number =>
  Math.abs(value) >= 10 ** (digits - 1) ? roundedTo(value, 0) : roundedToSignificant(value, digits);

/** The most digits of a number that somebody wrote, for all that is known of it; what has more was computed. */
const WRITTEN_DIGITS = 6;

/** The same of a number that stands in the register or a sweep: all that are its own. */
export const OWN_DIGITS = 15;

/** The same of one that was written in another unit: 5 a year is 0.416666666666667 a month, and nobody gave those digits. */
export const CONVERTED_DIGITS = 12;

/**
 * A number as it was written, where it has few enough digits; a computed one to three significant digits, and to as many behind the point as the numbers
 * `beside` it are written with. No digit before the point is cut.
 *
 * @param most digits that it may have as written: `OWN_DIGITS` of the register's own, which are never rounded further
 */
export function likeWritten(value: number, beside: readonly number[] = [], most = WRITTEN_DIGITS): number {
  const written = Number(value.toPrecision(most));
  if (most === OWN_DIGITS) return Number.isInteger(value) ? value : written;
  // A computed place is as near to a round one as a search comes.
  if (Math.abs(written - value) <= Math.abs(value) * (most > WRITTEN_DIGITS ? 1e-15 : 1e-12)) return written;
  const decimals = beside.map((one) => decimalsOf(Number(one.toPrecision(WRITTEN_DIGITS))));
  const behind = decimals.reduce((a, b) => Math.max(a, b), 0);
  const rounded = toDigits(value, 3);
  return behind > decimalsOf(rounded) ? roundedTo(value, behind) : rounded;
}

/** How many digits a number has behind its point. */
export const decimalsOf = (value: number): number => {
  const [, behind = "", power = "0"] = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  return Math.min(20, Math.max(0, behind.length - Number(power)));
};
