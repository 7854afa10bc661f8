import { bin, thresholdFreedmanDiaconis, thresholdScott } from "d3-array";
import { quantile } from "../numerics/statistics.js";

/** A stretch of values, from `from` up to `to` and without it but for the last, and how many of them lie in it. */
export interface Bin {
  from: number;
  to: number;
  count: number;
}

/** More bins than a chart has room for say no more. */
const MOST_BINS = 60;

/**
 * Values in bins of one width, all of them from the lowest to the highest. The width is 2·IQR·n^(−1/3), widened or narrowed to the next 1, 2 or 5 times a
 * power of ten so that bins begin and end at round numbers: D. Freedman and P. Diaconis, "On the histogram as a density estimator: L2 theory", Zeitschrift
 * für Wahrscheinlichkeitstheorie und verwandte Gebiete 57 (1981), 453–476. Where half of the values are one, 3.49·s·n^(−1/3) of D. W. Scott, "On optimal
 * and data-based histograms", Biometrika 66 (1979), 605–610. Values that are all the same are one bin without a width.
 *
 * @param ordered finite values, the lowest first
 */
export function binsOf(ordered: Float64Array): Bin[] {
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (first === last) return [{ from: first, to: last, count: ordered.length }];
  const rule = quantile(ordered, 0.75) > quantile(ordered, 0.25) ? thresholdFreedmanDiaconis : thresholdScott;
  const cut = bin<number, number>().thresholds((values, least, most) =>
    Math.max(1, Math.min(MOST_BINS, rule(values, least, most))),
  );
  return cut(ordered).map((values) => ({ from: values.x0 ?? first, to: values.x1 ?? last, count: values.length }));
}
