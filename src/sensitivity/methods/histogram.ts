import { bin, range, thresholdFreedmanDiaconis, thresholdScott } from "d3-array";
import { fromBlocks, toBlocks } from "../../assumptions/units/block-units.js";
import { quantile } from "../numerics/statistics.js";

/** A stretch of values, from `from` up to `to` and without it but for the last, and how many of them lie in it. */
export interface Bin {
  from: number;
  to: number;
  count: number;
}

/**
 * What made bins as wide as they are: a rule, by itself or with as many bins as are shown at most; that values are whole numbers, between which
 * there is nothing; or nothing, where all values are one.
 */
export interface BinWidth {
  rule: "freedman-diaconis" | "scott" | "whole" | "single";
  isCapped: boolean;
}

/** More bins than a chart has room for say no more. */
export const MOST_BINS = 60;

/**
 * Values in bins of one width, all of them from the lowest to the highest. The width is 2·IQR·n^(−1/3), widened or narrowed to the next 1, 2 or 5 times a
 * power of ten so that bins begin and end at round numbers: D. Freedman and P. Diaconis, "On the histogram as a density estimator: L2 theory", Zeitschrift
 * für Wahrscheinlichkeitstheorie und verwandte Gebiete 57 (1981), 453–476. Where the middle half of the values is one, 3.49·s·n^(−1/3) of D. W. Scott, "On optimal
 * and data-based histograms", Biometrika 66 (1979), 605–610. Values that are all the same are one bin without a width. There are at most `MOST_BINS`.
 * Whole numbers have bins no narrower than 1: every other one of two to a number would be empty.
 *
 * @param ordered finite values, the lowest first
 * @param shown the unit people see them in, where that is another: round numbers are those of that
 */
export function binsOf(ordered: Float64Array, shown?: string): { bins: Bin[]; width: BinWidth } {
  const { bins, width } = cutInto(ordered.map((value) => fromBlocks(value, shown)));
  return {
    bins: bins.map(({ from, to, count }) => ({ from: toBlocks(from, shown), to: toBlocks(to, shown), count })),
    width,
  };
}

function cutInto(ordered: Float64Array): { bins: Bin[]; width: BinWidth } {
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    const bins = first === undefined || last === undefined ? [] : [{ from: first, to: last, count: ordered.length }];
    return { bins, width: { rule: "single", isCapped: false } };
  }
  const isSpread = quantile(ordered, 0.75) > quantile(ordered, 0.25);
  const wanted = Math.max(1, (isSpread ? thresholdFreedmanDiaconis : thresholdScott)(ordered, first, last));
  const cut = (count: number) => bin<number, number>().thresholds(count)(ordered);
  let asked = Math.min(MOST_BINS, wanted);
  let found = cut(asked);
  // Round widths may make up to twice as many as were asked for.
  while (found.length > MOST_BINS && asked > 1) {
    asked = Math.ceil(asked / 2);
    found = cut(asked);
  }
  const [{ x0 = first, x1 = last } = { x0: first, x1: last }] = found;
  const isWhole = x1 - x0 < 1 && ordered.every(Number.isInteger);
  if (isWhole)
    found = bin<number, number>()
      .domain([first, last + 1])
      .thresholds(range(first + 1, last + 1))(ordered);
  return {
    bins: found.map((values) => ({ from: values.x0 ?? first, to: values.x1 ?? last, count: values.length })),
    width: { rule: isWhole ? "whole" : isSpread ? "freedman-diaconis" : "scott", isCapped: !isWhole && asked < wanted },
  };
}
