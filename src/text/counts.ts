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

/** The most digits of a number that somebody wrote; what has more was computed. */
const WRITTEN_DIGITS = 6;

/**
 * A number as it was written, where it has few enough digits; a computed one to three significant digits, and to as many behind the point as the numbers
 * `beside` it are written with. No digit before the point is cut.
 */
export function likeWritten(value: number, beside: readonly number[] = []): number {
  const written = Number(value.toPrecision(WRITTEN_DIGITS));
  if (Math.abs(written - value) <= Math.abs(value) * 1e-12) return written;
  const decimals = beside.map((one) => decimalsOf(Number(one.toPrecision(WRITTEN_DIGITS))));
  const most = decimals.reduce((a, b) => Math.max(a, b), 0);
  const rounded = toDigits(value, 3);
  return most > decimalsOf(rounded) ? roundedTo(value, most) : rounded;
}

/** How many digits a number has behind its point. */
export const decimalsOf = (value: number): number => {
  const [, behind = "", power = "0"] = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  return Math.min(20, Math.max(0, behind.length - Number(power)));
};
