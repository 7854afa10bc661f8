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
  Math.abs(value) >= 10 ** (digits - 1) ? Math.round(value) : Number(value.toPrecision(digits));
