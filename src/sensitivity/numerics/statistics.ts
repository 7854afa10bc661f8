import { at } from "../cells.js";

/** The numbers in rising order; the given array stays. NaN comes last. */
export const sorted = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort();

/**
 * Sample quantile of numbers in rising order, linear between order statistics: type 7 of Hyndman and Fan (1996), R's and NumPy's own. NaN
 * without numbers.
 */
export function quantile(ordered: ArrayLike<number>, p: number): number {
  const n = ordered.length;
  if (n === 0) return Number.NaN;
  const h = (n - 1) * Math.min(1, Math.max(0, p));
  const below = Math.floor(h);
  const x = at(ordered, below);
  const next = below + 1 < n ? at(ordered, below + 1) : x;
  return h === below ? x : x + (h - below) * (next - x);
}

export interface Moments {
  count: number;
  mean: number;
  /** With n − 1; NaN below two numbers. */
  variance: number;
  /** With n. */
  populationVariance: number;
}

/** Mean and variance in one pass without cancellation (B. P. Welford 1962). */
export function moments(values: ArrayLike<number>): Moments {
  const count = values.length;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const x = values[i] as number;
    const delta = x - mean;
    mean += delta / (i + 1);
    squares += delta * (x - mean);
  }
  return {
    count,
    mean: count === 0 ? Number.NaN : mean,
    variance: count < 2 ? Number.NaN : squares / (count - 1),
    populationVariance: count === 0 ? Number.NaN : squares / count,
  };
}

/** Of fewer draws nothing is said of a standard error: such a few are now and then all alike. */
const FEWEST_FOR_ERROR = 8;

/** Standard error of the mean of draws with such a variance; NaN of too few. */
export const meanError = (variance: number, count: number): number =>
  count < FEWEST_FOR_ERROR ? Number.NaN : Math.sqrt(variance / count);

/**
 * Standard error of the p-quantile of numbers in rising order: half the distance between the quantiles one binomial standard deviation to
 * either side of p, which needs no density. Quasi-random draws do better than this. NaN of too few.
 */
export function quantileError(ordered: ArrayLike<number>, p: number): number {
  const n = ordered.length;
  if (n < FEWEST_FOR_ERROR) return Number.NaN;
  const step = Math.sqrt((p * (1 - p)) / n);
  return (quantile(ordered, p + step) - quantile(ordered, p - step)) / 2;
}

/**
 * Standard error of a share p of n independent draws. Where none or all of them have it, that of a share with two more of each kind (A. Agresti
 * and B. Coull 1998), since no number of draws says that the others never come.
 */
export function shareError(p: number, n: number): number {
  if (p > 0 && p < 1) return Math.sqrt((p * (1 - p)) / n);
  const adjusted = 2 / (n + 4);
  return Math.sqrt((adjusted * (1 - adjusted)) / (n + 4));
}

/**
 * Standard error of a rank correlation r of n independent draws: (1 − r²) √((1 + r²/2) / (n − 3)), from D. Bonett and T. Wright's (2000) for
 * its Fisher transform. NaN below four draws.
 */
export const spearmanError = (r: number, n: number): number =>
  n < 4 ? Number.NaN : (1 - r * r) * Math.sqrt((1 + (r * r) / 2) / (n - 3));

/** Indices in rising order of their values; equal values by index. */
export function order(values: ArrayLike<number>): Uint32Array {
  const n = values.length;
  const cells = orderByCells(values);
  if (cells) return cells;
  const rising = Float64Array.from(values).sort();
  const out = new Uint32Array(n);
  if (Number.isNaN(rising[n - 1])) {
    for (let i = 0; i < n; i++) out[i] = i;
    return out.sort((a, b) => at(values, a) - at(values, b) || a - b);
  }
  // Each goes to where the first of its equals stands, behind those before it: a third of the time that a sort with a function takes.
  const met = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const value = values[i] as number;
    let from = 0;
    let to = n;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((rising[middle] as number) < value) from = middle + 1;
      else to = middle;
    }
    const before = at(met, from);
    out[from + before] = i;
    met[from] = before + 1;
  }
  return out;
}

/** The order of n numbers of which each of n equal parts of 0 to 1 holds one, as of 2^k draws of a sequence, which takes no comparison; undefined of others. */
function orderByCells(values: ArrayLike<number>): Uint32Array | undefined {
  const n = values.length;
  const out = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const value = values[i] as number;
    const cell = Math.floor(value * n);
    // Outside of 0 to 1 there is no cell, nor for what is no number.
    if (out[cell] !== 0) return undefined;
    out[cell] = i + 1;
  }
  for (let cell = 0; cell < n; cell++) out[cell] = (out[cell] as number) - 1;
  return out;
}

/** Ranks from 1; equal values share the mean of their ranks. Here and below `by` is the order of what is ranked or cut, for who has it. */
export function ranks(values: ArrayLike<number>, by = order(values)): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < by.length; ) {
    let j = i + 1;
    const value = values[by[i] as number];
    while (j < by.length && values[by[j] as number] === value) j++;
    for (let k = i; k < j; k++) out[by[k] as number] = (i + j + 1) / 2;
    i = j;
  }
  return out;
}

/** Pearson's correlation; NaN where either has no spread. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [ma, mb] = [moments(a).mean, moments(b).mean];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const x = (a[i] as number) - ma;
    const y = (b[i] as number) - mb;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? Number.NaN : ab / Math.sqrt(aa * bb);
}

/** Spearman's rank correlation; NaN where either has no spread. Who asks for many against one `b` ranks that once. */
export const spearman = (a: ArrayLike<number>, b: ArrayLike<number>, ranksOfB = ranks(b), by = order(a)): number =>
  correlation(ranks(a, by), ranksOfB);

/** The index range of each of `bins` stretches of n ordered numbers, equal in length but for one. */
export function equalCounts(n: number, bins: number): [number, number][] {
  const used = Math.max(1, Math.min(bins, n));
  return Array.from({ length: used }, (_, b) => [Math.floor((n * b) / used), Math.floor((n * (b + 1)) / used)]);
}

/** An estimate with its standard error as if draws were independent. */
export interface Measured {
  value: number;
  /** NaN where there are too few draws to tell. */
  error: number;
}

/** y in each of `bins` stretches with equally many draws, in the order of x. */
function stretchesOf(by: Uint32Array, y: ArrayLike<number>, bins: number): Float64Array[] {
  return equalCounts(by.length, bins).map(([from, to]) => {
    const stretch = new Float64Array(to - from);
    for (let i = from; i < to; i++) stretch[i - from] = y[by[i] as number] as number;
    return stretch;
  });
}

/** Mean of y in each of `bins` stretches of x with equally many draws, from the lowest x to the highest. */
export function conditionalMeans(x: ArrayLike<number>, y: ArrayLike<number>, bins: number, by = order(x)): Measured[] {
  return stretchesOf(by, y, bins).map((stretch) => {
    const { mean, variance, count } = moments(stretch);
    return { value: mean, error: Math.sqrt(variance / count) };
  });
}

/**
 * Share of the variance of y that the mean of y given x accounts for, from plain draws: a first-order Sobol' index by binning (E. Plischke and
 * others 2013). Bins hold equally many draws. NaN where y has no spread. Its standard error is that of the delta method for a ratio of
 * two means, from each draw's influence on the spread between bins and on all of it; it leaves out what chance adds to a share near 0, the
 * larger of the two is given.
 *
 * @param scatter how the other inputs fall within a bin. Where they are as if drawn independently, what their scatter adds to the spread of
 * the bins' means is taken off (analysis of variance), and what then falls below 0 is 0. Joint Sobol' points balance them in every bin, and
 * nothing is to be taken off.
 */
export function binnedFirstOrder(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  bins = 32,
  scatter: "independent" | "balanced" = "independent",
  by = order(x),
): Measured {
  const { count, mean, populationVariance } = moments(y);
  if (!(populationVariance > 0)) return { value: Number.NaN, error: Number.NaN };
  const stretches = stretchesOf(by, y, Math.min(bins, Math.floor(count / 4)));
  const offsets = stretches.map((stretch) => moments(stretch).mean - mean);
  let between = 0;
  for (const [b, stretch] of stretches.entries()) between += stretch.length * at(offsets, b) ** 2;
  const total = count * populationVariance;
  const share = between / total;
  let squares = 0;
  for (const [b, stretch] of stretches.entries()) {
    const own = at(offsets, b);
    for (const value of stretch) {
      const off = value - mean;
      squares += (own ** 2 + 2 * own * (off - own) - share * off ** 2) ** 2;
    }
  }
  const chance = Math.sqrt(2 * (stretches.length - 1)) / count;
  const error = Math.max(Math.sqrt(squares) / total, chance * (1 - share));
  if (scatter === "balanced") return { value: share, error };
  const within = (total - between) / Math.max(1, count - stretches.length);
  return { value: Math.max(0, (between - (stretches.length - 1) * within) / total), error };
}
