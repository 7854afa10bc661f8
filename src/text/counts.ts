/** "1 file", "3 files", "0 files". */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** The same of each, joined by commas; what there is none of is left out. */
export const countsOf = (counts: readonly (readonly [number, string])[]): string =>
  counts.flatMap(([n, noun]) => (n === 0 ? [] : [counted(n, noun)])).join(", ");
