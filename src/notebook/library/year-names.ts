/** What a column, a field or an axis of calendar years is called, in the languages that reports are written in most. */
const YEAR_NAMES =
  /^(calendar |fiscal |financial )?(years?|yr|fy|jahre?|kalenderjahr|ann[ée]es?|años?|anos?|ann[oi]|jaar|jaren|år|rok|roky|lata|vuosi|vuodet|год|годы|年)$/iu;

/** Whether a name says that its numbers are years, whatever century they lie in. */
export const isYearName = (name: unknown): boolean => typeof name === "string" && YEAR_NAMES.test(name.trim());

/** Whether a number would be taken for a year of our time by anyone who reads it. */
export const isLikelyYear = (value: unknown): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= 1900 && value <= 2100;
