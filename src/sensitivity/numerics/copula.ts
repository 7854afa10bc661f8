import { at } from "../cells.js";
import { named, plain, refuse } from "../refusals.js";
import { normalProbability, normalQuantile } from "./quantiles.js";

/** A declared rank correlation of two inputs. */
export interface RankCorrelation {
  a: string;
  b: string;
  /** Spearman's, between −1 and 1. */
  spearman: number;
}

/** Normal correlation that gives a Spearman correlation under a Gaussian copula: 2 sin(π ρ / 6). */
export const normalFromSpearman = (rho: number): number => 2 * Math.sin((Math.PI * rho) / 6);

/** Spearman correlation under a Gaussian copula with normal correlation r: (6/π) asin(r / 2). */
export const spearmanFromNormal = (r: number): number => (6 / Math.PI) * Math.asin(r / 2);

/**
 * Makes uniform draws go together by a Gaussian copula, in place; each input keeps its own distribution. The first of correlated inputs keeps
 * its draws, the others are turned towards it; inputs that are in no correlation keep every draw.
 *
 * @param u row-major n × names, each in (0, 1)
 * @throws MemoError for unknown names, a pair given twice, a correlation outside (−1, 1), and correlations that can't all hold at once.
 */
export function correlate(u: Float64Array, names: readonly string[], correlations: readonly RankCorrelation[]): void {
  if (correlations.length === 0) return;
  const { members, factor } = copula(names, correlations);
  const d = names.length;
  const k = members.length;
  const z = new Float64Array(k);
  for (let row = 0; row < u.length; row += d) {
    for (let i = 0; i < k; i++) z[i] = normalQuantile(at(u, row + at(members, i)));
    for (let i = 1; i < k; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += at(factor, i * k + j) * at(z, j);
      if (sum !== at(z, i)) u[row + at(members, i)] = inside(normalProbability(sum));
    }
  }
}

const inside = (u: number): number => Math.min(1 - 2 ** -53, Math.max(2 ** -53, u));

/** Columns of the correlated inputs, and the lower triangular factor of their normal correlations, row-major. */
function copula(
  names: readonly string[],
  correlations: readonly RankCorrelation[],
): { members: number[]; factor: Float64Array } {
  const index = new Map(names.map((name, i) => [name, i]));
  const pairs = correlations.map(({ a, b, spearman }) => {
    const pair = [named("assumption", a, index), named("assumption", b, index)].sort((x, y) => x - y);
    if (a === b)
      refuse("sensitivity/correlation", `\`${a}\` is correlated with itself`, { about: a, expected: "two inputs" });
    if (!(Math.abs(spearman) < 1))
      refuse("sensitivity/correlation", `the rank correlation of \`${a}\` and \`${b}\` is ${spearman}`, {
        about: a,
        expected: "a number between -1 and 1",
        ...(Math.abs(spearman) === 1 ? { hint: "inputs that always move together are one assumption" } : {}),
      });
    return { a, b, spearman, key: pair.join(), pair };
  });
  for (const { a, b, key } of pairs)
    if (pairs.filter((other) => other.key === key).length > 1)
      refuse("sensitivity/correlation", `the rank correlation of \`${a}\` and \`${b}\` is given twice`, {
        about: a,
        expected: "each pair once",
      });
  const members = [...new Set(pairs.flatMap(({ pair }) => pair))].sort((x, y) => x - y);
  const k = members.length;
  const matrix = new Float64Array(k * k);
  for (let i = 0; i < k; i++) matrix[i * k + i] = 1;
  for (const { pair, spearman } of pairs) {
    const [i, j] = [members.indexOf(at(pair, 0)), members.indexOf(at(pair, 1))];
    matrix[i * k + j] = matrix[j * k + i] = normalFromSpearman(spearman);
  }
  const factor = cholesky(matrix, k);
  if (factor) return { members, factor };
  const possible = nearestPossible(matrix, k);
  const notes = members.flatMap((one, i) =>
    members.slice(0, i).flatMap((other, j) => {
      const [was, now] = [spearmanFromNormal(at(matrix, i * k + j)), at(possible, i * k + j)];
      return Math.abs(was - now) < 0.01 ? [] : [`\`${names[other]}\` and \`${names[one]}\`: ${now}, not ${plain(was)}`];
    }),
  );
  refuse("sensitivity/correlations", "the rank correlations contradict one another", {
    expected: "correlations that can hold at once (a positive definite matrix); the nearest such are in the notes",
    hint: `what \`${names[at(members, 0)]}\` shares with two others ties those two to each other`,
    notes,
  });
}

/** Rank correlations in hundredths that can hold at once, as near to the given normal ones as such may be. */
function nearestPossible(matrix: Float64Array, k: number): Float64Array {
  const near = nearestCorrelation(matrix, k);
  for (let share = 100; ; share--) {
    // The nearest matrix itself is singular; a step inwards and whole hundredths have to stand the test again.
    const ranks = near.map((r, e) =>
      e % (k + 1) === 0 ? 1 : Math.trunc(spearmanFromNormal((r * share) / 100) * 100) / 100 + 0,
    );
    if (cholesky(ranks.map(normalFromSpearman), k)) return ranks;
  }
}

/** The lower triangular L with L Lᵀ = matrix, row-major; undefined where the matrix isn't positive definite. */
export function cholesky(matrix: Float64Array, k: number): Float64Array | undefined {
  const out = new Float64Array(k * k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j <= i; j++) {
      let sum = at(matrix, i * k + j);
      for (let p = 0; p < j; p++) sum -= at(out, i * k + p) * at(out, j * k + p);
      if (i !== j) out[i * k + j] = sum / at(out, j * k + j);
      else if (sum > 1e-10) out[i * k + i] = Math.sqrt(sum);
      else return undefined;
    }
  return out;
}

/** The correlation matrix nearest to a symmetric one, by alternating projections (N. J. Higham 2002). */
export function nearestCorrelation(matrix: Float64Array, k: number): Float64Array {
  let y = matrix.slice();
  let correction = new Float64Array(k * k);
  for (let round = 0; round < 200; round++) {
    const shifted = y.map((x, i) => x - at(correction, i));
    const x = positivePart(shifted, k);
    correction = x.map((v, i) => v - at(shifted, i));
    const next = x.slice();
    for (let i = 0; i < k; i++) next[i * k + i] = 1;
    const moved = next.reduce((most, v, i) => Math.max(most, Math.abs(v - at(y, i))), 0);
    y = next;
    if (moved < 1e-9) break;
  }
  return y;
}

/** A symmetric matrix with its negative eigenvalues set to a little above 0 (Jacobi's method). */
function positivePart(matrix: Float64Array, k: number): Float64Array {
  const a = matrix.slice();
  const v = new Float64Array(k * k);
  for (let i = 0; i < k; i++) v[i * k + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < k; p++)
      for (let q = p + 1; q < k; q++) {
        const apq = at(a, p * k + q);
        off += apq * apq;
        if (Math.abs(apq) < 1e-300) continue;
        const theta = (at(a, q * k + q) - at(a, p * k + p)) / (2 * apq);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        rotate(a, v, k, p, q, c, t * c);
      }
    if (off < 1e-24) break;
  }
  const out = new Float64Array(k * k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      let sum = 0;
      for (let e = 0; e < k; e++) sum += Math.max(1e-8, at(a, e * k + e)) * at(v, i * k + e) * at(v, j * k + e);
      out[i * k + j] = sum;
    }
  return out;
}

function rotate(a: Float64Array, v: Float64Array, k: number, p: number, q: number, c: number, s: number): void {
  for (let i = 0; i < k; i++) {
    const [ip, iq] = [at(a, i * k + p), at(a, i * k + q)];
    a[i * k + p] = c * ip - s * iq;
    a[i * k + q] = s * ip + c * iq;
  }
  for (let i = 0; i < k; i++) {
    const [pi, qi] = [at(a, p * k + i), at(a, q * k + i)];
    a[p * k + i] = c * pi - s * qi;
    a[q * k + i] = s * pi + c * qi;
    const [vp, vq] = [at(v, i * k + p), at(v, i * k + q)];
    v[i * k + p] = c * vp - s * vq;
    v[i * k + q] = s * vp + c * vq;
  }
}
