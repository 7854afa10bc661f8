/** What in a label says that its numbers count in hundredths. In "above 5%" and "the 95% interval" the sign belongs to a number of its own. */
const PERCENT =
  /(?<!\d[ \u00a0-]?)%|(?<!\d[ \u00a0-]?)(?<!\p{L})(?:per ?cent|percentage|prozent|pourcent|pourcentage|porcentaje|percentuale)(?!\p{L})/iu;

/** Whether a label says that its numbers are in percent: "Share, %". */
export const namesPercent = (label: unknown): label is string => typeof label === "string" && PERCENT.test(label);

/** The first of some numbers that would be percent and look like shares of one: none of them is more than 1, and some lie between 0 and 1. */
export function firstShare(values: Iterable<unknown>): number | undefined {
  let first: number | undefined;
  for (const value of values) {
    if (typeof value !== "number" || !Number.isFinite(value)) continue;
    if (Math.abs(value) > 1) return undefined;
    if (!Number.isInteger(value)) first ??= value;
  }
  return first;
}
