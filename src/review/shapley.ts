import { random, shuffled } from "../sensitivity/numerics/random.js";

/** Which players are on: one entry each, 1 or 0. */
export type Coalition = Uint8Array;

/** What each player gives, in order; with the standard errors where it is an estimate. */
export interface Shares {
  shares: number[];
  errors?: number[];
}

/** A plan to split the worth of a game among `n` players: the coalitions whose worth it needs, and what follows from the worths. */
export interface SharePlan {
  /** The first is nobody. */
  coalitions: readonly Coalition[];
  /** Index of the one with everybody. */
  all: number;
  /** Shapley values from the worth of each coalition, in the same order; they add up to that of all less that of none. */
  shares(worths: ArrayLike<number>): Shares;
}

/** A plan by random orders. */
export interface SampledPlan extends SharePlan {
  /** Who added nothing wherever it joined, to the last bit. */
  idle(worths: ArrayLike<number>): boolean[];
}

/**
 * Exact Shapley values: the mean, over all orders in which players join, of what each adds (L. Shapley, "A value for n-person games",
 * 1953). Takes all 2^n coalitions; who adds nothing to any gets exactly 0.
 */
export function exactPlan(n: number): SharePlan {
  const count = 2 ** n;
  const coalitions = Array.from({ length: count }, (_, mask) =>
    Uint8Array.from({ length: n }, (_, player) => (mask >> player) & 1),
  );
  const sizes = coalitions.map((coalition) => coalition.reduce((sum, one) => sum + one, 0));
  const weights = weightsBySize(n);
  const shares = (worths: ArrayLike<number>): Shares => ({
    shares: Array.from({ length: n }, (_, player) => {
      const sum = new Sum();
      for (let mask = 0; mask < count; mask++) {
        if ((mask >> player) & 1) continue;
        const added = (worths[mask | (1 << player)] ?? Number.NaN) - (worths[mask] ?? Number.NaN);
        sum.add((weights[sizes[mask] ?? 0] ?? 0) * added);
      }
      return sum.total;
    }),
  });
  return { coalitions, all: count - 1, shares };
}

/** s! (n - 1 - s)! / n!: how likely those before a player are a given s others. */
function weightsBySize(n: number): number[] {
  const weights = [1 / n];
  for (let s = 1; s < n; s++) weights.push(((weights[s - 1] ?? 0) * s) / (n - s));
  return weights;
}

/**
 * Shapley values from `pairs` random orders, each taken forwards and backwards, which cancels much of the error (antithetic orders; R.
 * Mitchell et al., "Sampling permutations for Shapley value estimation", 2022). Seeded with `key`: the same orders each time. The standard
 * error is that of the mean over pairs. The shares add up exactly as those of a single order do.
 */
export function sampledPlan(n: number, pairs: number, ...key: readonly string[]): SampledPlan {
  const orders = Array.from({ length: pairs }, (_, pair) => {
    const order = shuffled(n, random("review", "orders", ...key, pair));
    return [order, order.slice().reverse()] as const;
  }).flat();
  const coalitions: Coalition[] = [];
  const at = new Map<string, number>();
  const indexOf = (coalition: Coalition): number => {
    const name = coalition.join("");
    const known = at.get(name);
    if (known !== undefined) return known;
    at.set(name, coalitions.length);
    coalitions.push(coalition.slice());
    return coalitions.length - 1;
  };
  /** For each order the coalitions that form, from none to all. */
  const chains = orders.map((order) => {
    const coalition = new Uint8Array(n);
    const chain = [indexOf(coalition)];
    for (const player of order) {
      coalition[player] = 1;
      chain.push(indexOf(coalition));
    }
    return chain;
  });
  const added = (worths: ArrayLike<number>, order: number, player: number): number => {
    const step = (orders[order] ?? new Uint32Array()).indexOf(player);
    const chain = chains[order] ?? [];
    return (worths[chain[step + 1] ?? 0] ?? Number.NaN) - (worths[chain[step] ?? 0] ?? Number.NaN);
  };
  const idle = (worths: ArrayLike<number>): boolean[] =>
    Array.from({ length: n }, (_, player) => orders.every((_, order) => added(worths, order, player) === 0));
  const shares = (worths: ArrayLike<number>): Shares => {
    const estimates = Array.from({ length: n }, (_, player) => {
      const means = Array.from(
        { length: pairs },
        (_, i) => (added(worths, 2 * i, player) + added(worths, 2 * i + 1, player)) / 2,
      );
      return meanAndError(means);
    });
    return { shares: estimates.map(({ mean }) => mean), errors: estimates.map(({ error }) => error) };
  };
  return { coalitions, all: n, shares, idle };
}

function meanAndError(values: readonly number[]): { mean: number; error: number } {
  const sum = new Sum();
  for (const value of values) sum.add(value);
  const mean = sum.total / values.length;
  const squares = new Sum();
  for (const value of values) squares.add((value - mean) ** 2);
  const n = values.length;
  return { mean, error: n < 2 ? Number.NaN : Math.sqrt(squares.total / (n - 1) / n) };
}

/** A sum whose rounding errors are carried along (A. Neumaier, 1974). */
class Sum {
  private sum = 0;
  private lost = 0;

  add(value: number): void {
    const next = this.sum + value;
    this.lost += Math.abs(this.sum) >= Math.abs(value) ? this.sum - next + value : value - next + this.sum;
    this.sum = next;
  }

  get total(): number {
    return this.sum + this.lost;
  }
}
