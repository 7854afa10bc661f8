import type { Distribution } from "../../assumptions/register/types.js";
import { betaQuantile, normalQuantile } from "./quantiles.js";

/** Takes u in (0, 1) to the value below which that share of the distribution lies. */
export type Quantile = (u: number) => number;

/** Weight of the mode in a PERT distribution: its mean is (low + 4 mode + high) / 6. */
const PERT_WEIGHT = 4;

/** Triangular quantile; `low` ≤ `mode` ≤ `high`, either may be equal to the mode. */
export function triangular(low: number, mode: number, high: number): Quantile {
  const width = high - low;
  const turn = (mode - low) / width;
  return (u) =>
    u < turn ? low + Math.sqrt(u * width * (mode - low)) : high - Math.sqrt((1 - u) * width * (high - mode));
}

/** PERT quantile: a beta distribution stretched from `low` to `high` (D. Malcolm and others 1959, weight 4). */
export function pert(low: number, mode: number, high: number): Quantile {
  const width = high - low;
  const alpha = 1 + (PERT_WEIGHT * (mode - low)) / width;
  const beta = 1 + (PERT_WEIGHT * (high - mode)) / width;
  const share = betaQuantile(alpha, beta);
  return (u) => low + width * share(u);
}

/** Normal quantile of which `low` and `high` are the given percentiles. */
export function normal(low: number, high: number, percentiles: readonly [number, number]): Quantile {
  const [first, second] = [normalQuantile(percentiles[0] / 100), normalQuantile(percentiles[1] / 100)];
  const sigma = (high - low) / (second - first);
  const mu = low - sigma * first;
  return (u) => mu + sigma * normalQuantile(u);
}

/** Lognormal quantile of which `low` and `high`, both above 0, are the given percentiles. */
export function lognormal(low: number, high: number, percentiles: readonly [number, number]): Quantile {
  const log = normal(Math.log(low), Math.log(high), percentiles);
  return (u) => Math.exp(log(u));
}

/**
 * The quantile function of a declared distribution with `low` < `high`. Normal and lognormal are set by their two percentiles alone: the mode
 * has no say in them.
 */
export function quantileOf(distribution: Distribution, low: number, mode: number, high: number): Quantile {
  const percentiles = distribution.percentiles ?? [5, 95];
  switch (distribution.name) {
    case "point":
      return () => mode;
    case "uniform":
      return (u) => low + u * (high - low);
    case "triangular":
      return triangular(low, mode, high);
    case "pert":
      return pert(low, mode, high);
    case "normal":
      return normal(low, high, percentiles);
    case "lognormal":
      return lognormal(low, high, percentiles);
  }
}
