import { type Compared, compare, type Found } from "./results-table-compare.js";
import type { Printed } from "./results-table-data.js";
import type { MemoValues } from "./results-table-values.js";

/** One figure of the reference beside the memo's. */
export interface ResultRow {
  section: string;
  /** The statement it checks, or the section of the reference. */
  source: string;
  figure: string;
  expected: string;
  computed: string;
  error: string;
  /** Undefined for a figure that the memo doesn't compute. */
  agrees: boolean | undefined;
  verdict: string;
}

export function row(
  section: string,
  figure: string,
  expected: string,
  compared: Compared,
  source = section,
): ResultRow {
  return { section, source, figure, expected, ...compared };
}

/** A figure that no block computes. */
export function absentRow(section: string, source: string, figure: string, expected: string): ResultRow {
  return { section, source, figure, expected, computed: "–", error: "", agrees: undefined, verdict: "not computed" };
}

/** A figure by the name of a value. */
export function valueRow(section: string, source: string, name: string, figure: Printed, memo: MemoValues): ResultRow {
  const { printed, unit } = typeof figure === "string" ? { printed: figure, unit: undefined } : figure;
  const label = memo.label(name);
  const called = label === undefined ? `\`${name}\`` : `${label} (\`${name}\`)`;
  return row(section, called, printed, compare(inUnit(memo.value(name), unit), printed), source);
}

/** A number in a unit that is so many of the memo's. */
export const inUnit = (at: Found | undefined, unit = 1): Found | undefined =>
  typeof at?.value === "number" ? { ...at, value: at.value / unit } : at;
