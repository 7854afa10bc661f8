/** Keys by kind, in their order; of each kind some that JavaScript or the alphabet would put in another. */
export const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  years: ["1850", "1999", "2024", "2025", "2026"],
  "years from a launch": ["-12", "-2", "-1", "0", "1", "2", "10"],
  "years and halves": ["2024.5", "2025", "2025.25", "2025.5", "2026"],
  sizes: ["0.5", "2", "9", "10", "100", "5000000000"],
  months: ["2025-11", "2025-12", "2026-01", "2026-02", "2026-10"],
  "months in words": ["November 2025", "Dec 2025", "January 2026", "April 2026", "May 2026"],
  quarters: ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"],
  "quarters, year last": ["Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026"],
  "quarters, no dash": ["2025Q4", "2026Q1", "2026Q2"],
  "half-years": ["H2 2025", "H1 2026", "2026-H2"],
  weeks: ["2024-W52", "2025-W01", "2025-W02", "2025W10"],
  dates: ["2025-12-31", "2026-01-01", "2026-01-15", "2026-02-01"],
  "dates in words": ["31 December 2025", "1 January 2026", "2 Jan 2026", "1 April 2026"],
  "years and quarters": ["2024", "2025", "2026", "2026-Q1", "2026-Q2", "2027"],
};

/** A list in another order, the same for the same turn. */
export function shuffled<T>(list: readonly T[], turn: number): T[] {
  const left = [...list];
  const result: T[] = [];
  let state = turn * 2_654_435_761 + 1;
  while (left.length > 0) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    result.push(...left.splice((state >>> 8) % left.length, 1));
  }
  return result;
}
