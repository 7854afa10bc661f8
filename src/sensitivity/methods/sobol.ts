import { at } from "../cells.js";
import { type Draw, drawOf } from "../draw-of.js";
import { type Input, pathsOf } from "../inputs.js";
import { random } from "../numerics/random.js";
import { MAX_DIMENSIONS, uniforms } from "../numerics/sobol-points.js";
import { quantile, sorted } from "../numerics/statistics.js";
import {
  type Evaluate,
  type Evaluations,
  finiteRows,
  type Gaps,
  merge,
  type OutputColumn,
  type Part,
} from "../points.js";
import { checkPowerOfTwo, checkSeed, refuse } from "../refusals.js";
import { measuredColumn } from "./importance.js";

export interface IndexOptions {
  /** Rows of each matrix, a power of two. */
  n: number;
  seed: number;
  /** Also the shares that pairs of inputs have together; twice the runs. */
  secondOrder?: boolean;
  /** Declared rank correlations; there must be none among the inputs. */
  correlations?: readonly { a: string; b: string }[];
}

/** Runs that a study takes: N (D + 2), or N (2 D + 2) with second order. */
export const runCount = (n: number, inputs: number, secondOrder = false): number =>
  n * ((secondOrder ? 2 : 1) * inputs + 2);

/**
 * The points of a study by Saltelli's scheme: matrices A and B, then A with column i from B for each input i, then, for second order, B with
 * column i from A; all of one joint Sobol' set in 2 D dimensions, in which input i has dimensions 2 i and 2 i + 1.
 */
export interface IndexDesign {
  n: number;
  seed: number;
  secondOrder: boolean;
  inputs: readonly Input[];
  runs: number;
  /** Points of rows `from` to `to` of all runs, row-major. */
  points(from: number, to: number): Float64Array;
}

/**
 * @throws MemoError for a number of rows that is no power of two, for inputs that are correlated (their variance has no shares that
 * sum to one), and for more inputs than there are dimensions.
 */
export function indexDesign(all: readonly Input[], options: IndexOptions): IndexDesign {
  const { n, seed, secondOrder = false, correlations = [] } = options;
  checkPowerOfTwo(n);
  checkSeed(seed);
  const inputs = all.filter(({ held }) => held === undefined);
  const d = inputs.length;
  if (d === 0)
    refuse("sensitivity/nothing-drawn", "no assumption has a range to draw from", { expected: "at least one" });
  const pair = correlations.find(({ a, b }) => inputs.some(({ id }) => id === a || id === b));
  if (pair)
    refuse("sensitivity/correlated", `\`${pair.a}\` and \`${pair.b}\` are correlated`, {
      about: pair.a,
      expected: "independent inputs: a first-order and a total share of each mean nothing where inputs move together",
      hint: "leave the two out, or read the rank correlations and binned shares of a Monte Carlo run",
    });
  if (2 * d > MAX_DIMENSIONS)
    refuse("sensitivity/too-many-dimensions", `${d} inputs`, {
      expected: `at most ${Math.floor(MAX_DIMENSIONS / 2)}`,
      hint: "vary fewer assumptions, those at the head of the tornado",
    });
  const u = uniforms(
    inputs.flatMap(({ id }) => [id, id]),
    n,
    seed,
    "joint",
  );
  const draw: Draw[] = inputs.map(drawOf);
  const width = pathsOf(inputs).length;
  const runs = runCount(n, d, secondOrder);
  const points = (from: number, to: number): Float64Array => {
    const out = new Float64Array((to - from) * width);
    for (let row = from; row < to; row++) {
      const [block, i] = [Math.floor(row / n), row % n];
      let offset = (row - from) * width;
      for (const [k, input] of inputs.entries()) {
        const crossed = block >= 2 && (block - 2) % d === k;
        const fromB = block === 1 || (block >= 2 + d ? !crossed : crossed);
        draw[k]?.(at(u, i * 2 * d + 2 * k + (fromB ? 1 : 0)), out, offset);
        offset += input.paths.length;
      }
    }
    return out;
  };
  return { n, seed, secondOrder, inputs, runs, points };
}

/** An index with its confidence interval. */
export interface Index {
  value: number;
  low: number;
  high: number;
}

export interface InputIndices {
  id: string;
  label: string;
  /** Share of the variance that the input accounts for alone. */
  first: Index;
  /** Share that would stay if all others were known: alone and with others. */
  total: Index;
}

export interface SobolIndices {
  output: string;
  n: number;
  runs: number;
  mean: number;
  variance: number;
  /** As declared. Empty where the output has no variance. */
  inputs: readonly InputIndices[];
  sumOfFirst: number;
  sumOfTotal: number;
  /** Shares that pairs have beyond those of each, where second order was asked for. */
  pairs: readonly { a: string; b: string; share: number }[];
  /** Rows left out, because one of their runs had no finite result. */
  droppedRows: number;
  gaps: Gaps;
}

const RESAMPLES = 500;
const CONFIDENCE = 0.95;

/** Runs a design, in batches of `size` points. */
export async function runIndices(
  evaluate: Evaluate,
  design: IndexDesign,
  columns: readonly OutputColumn[],
  { size = 16_384, onProgress }: { size?: number; onProgress?: (done: number, of: number) => void } = {},
): Promise<Evaluations> {
  const parts: Part[] = [];
  for (let from = 0; from < design.runs; from += size) {
    const to = Math.min(design.runs, from + size);
    parts.push({ from, to, evaluations: await evaluate(design.points(from, to), to - from) });
    onProgress?.(to, design.runs);
  }
  return merge(parts, design.runs, columns.length);
}

/**
 * First-order and total indices from the evaluations of a design: A. Saltelli and others, Computer Physics Communications 181 (2010), 259-270,
 * for the first order, M. Jansen (1999) for the total, on outputs centred on their mean, without which the first loses all its digits.
 * Intervals are percentiles of a bootstrap over rows from the design's seed; on quasi-random points they err on the wide side.
 *
 * @param options.resamples how many; 500 unless given
 * @throws MemoError for an unknown output, or one that is text.
 */
export function sobolIndices(
  design: IndexDesign,
  columns: readonly OutputColumn[],
  evaluations: Evaluations,
  output: string,
  { resamples = RESAMPLES }: { resamples?: number } = {},
): SobolIndices {
  const { n, inputs, secondOrder, seed, runs } = design;
  const m = columns.length;
  const d = inputs.length;
  const j = measuredColumn(columns, output);
  const blocks = runs / n;
  const f = (block: number, i: number): number => at(evaluations.outputs, (block * n + i) * m + j);
  const { gaps } = finiteRows(evaluations, m, j);
  const rows: number[] = [];
  for (let i = 0; i < n; i++) {
    let finite = true;
    for (let block = 0; finite && block < blocks; block++) finite = Number.isFinite(f(block, i));
    if (finite) rows.push(i);
  }
  const count = rows.length;
  let mean = 0;
  for (const i of rows) mean += (f(0, i) + f(1, i)) / (2 * count);
  // Per row: both outputs centred, then for each input the term of its first-order and of its total index.
  const a = Float64Array.from(rows, (i) => f(0, i) - mean);
  const b = Float64Array.from(rows, (i) => f(1, i) - mean);
  const terms = inputs.map((_, k) => ({
    first: Float64Array.from(rows, (i, r) => at(b, r) * (f(2 + k, i) - f(0, i))),
    total: Float64Array.from(rows, (i) => (f(0, i) - f(2 + k, i)) ** 2 / 2),
  }));
  const variance = pooledVariance(a, b);
  const base = { output, n, runs, mean, variance, droppedRows: n - count, gaps };
  // A spread that is only rounding of the mean is none.
  if (!(variance > (1e-13 * mean) ** 2)) return { ...base, inputs: [], sumOfFirst: 0, sumOfTotal: 0, pairs: [] };
  const resampled = bootstrap(a, b, terms, seed, resamples);
  const interval = (value: number, values: Float64Array): Index => {
    const by = sorted(values);
    return { value, low: quantile(by, (1 - CONFIDENCE) / 2), high: quantile(by, (1 + CONFIDENCE) / 2) };
  };
  const indices = inputs.map(({ id, label }, k) => {
    const { first, total } = terms[k] as (typeof terms)[number];
    const { first: firsts, total: totals } = resampled[k] as (typeof resampled)[number];
    return {
      id,
      label,
      first: interval(average(first) / variance, firsts),
      total: interval(average(total) / variance, totals),
    };
  });
  const pairs: { a: string; b: string; share: number }[] = [];
  if (secondOrder)
    for (let p = 0; p < d; p++)
      for (let q = p + 1; q < d; q++) {
        let sum = 0;
        for (const [r, i] of rows.entries())
          sum += (f(2 + d + p, i) - mean) * (f(2 + q, i) - mean) - at(a, r) * at(b, r);
        const [one, two] = [indices[p], indices[q]];
        if (one && two)
          pairs.push({ a: one.id, b: two.id, share: sum / count / variance - one.first.value - two.first.value });
      }
  return {
    ...base,
    inputs: indices,
    sumOfFirst: indices.reduce((sum, { first }) => sum + first.value, 0),
    sumOfTotal: indices.reduce((sum, { total }) => sum + total.value, 0),
    pairs,
  };
}

const average = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;

/** Population variance of both samples together. */
function pooledVariance(a: Float64Array, b: Float64Array): number {
  const centre = (average(a) + average(b)) / 2;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (at(a, i) - centre) ** 2 + (at(b, i) - centre) ** 2;
  return sum / (2 * a.length);
}

function bootstrap(
  a: Float64Array,
  b: Float64Array,
  terms: readonly { first: Float64Array; total: Float64Array }[],
  seed: number,
  resamples: number,
): { first: Float64Array; total: Float64Array }[] {
  const count = a.length;
  const stream = random("bootstrap", seed);
  const out = terms.map(() => ({ first: new Float64Array(resamples), total: new Float64Array(resamples) }));
  const times = new Float64Array(count);
  for (let s = 0; s < resamples; s++) {
    times.fill(0);
    for (let i = 0; i < count; i++) {
      const k = stream.below(count);
      times[k] = at(times, k) + 1;
    }
    let [sum, squares] = [0, 0];
    for (let i = 0; i < count; i++) {
      sum += at(times, i) * (at(a, i) + at(b, i));
      squares += at(times, i) * (at(a, i) ** 2 + at(b, i) ** 2);
    }
    const variance = squares / (2 * count) - (sum / (2 * count)) ** 2;
    for (const [k, { first, total }] of terms.entries()) {
      let [firsts, totals] = [0, 0];
      // Read in place: a shared reader that has met arrays of other kinds is several times slower here.
      for (let i = 0; i < count; i++) {
        const weight = times[i] as number;
        firsts += weight * (first[i] as number);
        totals += weight * (total[i] as number);
      }
      const into = out[k];
      if (into) {
        into.first[s] = firsts / count / variance;
        into.total[s] = totals / count / variance;
      }
    }
  }
  return out;
}
