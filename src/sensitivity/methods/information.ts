import { largest } from "../../lists.js";
import { counted } from "../../text/counts.js";
import { at, column, picked } from "../cells.js";
import type { Draws } from "../draws.js";
import { normalProbability } from "../numerics/quantiles.js";
import { random, shuffled } from "../numerics/random.js";
import { equalCounts, order } from "../numerics/statistics.js";
import { columnOf, type Evaluations, type Gaps, type OutputColumn } from "../points.js";
import { refuse } from "../refusals.js";
import { telling } from "../telling.js";

/** A choice between options, each with an output that says what it pays. */
export interface Decision {
  options: readonly { name: string; output: string }[];
  /** Whether the best option is the one that pays most or costs least. */
  goal: "most" | "least";
}

export interface Information {
  /** Mean payoff of each option, as declared. */
  options: readonly { name: string; mean: number; bestIn: number }[];
  /** The option that is best on average: what one would choose without knowing more. */
  choice: string;
  /** What knowing everything before choosing would be worth on average, in the payoff's unit; never below 0. */
  perfect: { value: number; error: number };
  /**
   * What knowing one assumption alone would be worth, most first; equal ones as declared. Its standard error counts both the spread of the
   * payoffs and how little the draws may tell which option is best; a value below twice that can't be told from nothing.
   */
  inputs: readonly { id: string; label: string; value: number; error: number }[];
  /** Ids of inputs that no option rests on, which stand last: knowing them is worth nothing. */
  unmoved: readonly string[];
  /** What the same estimate gives for assumptions that have nothing to do with the payoffs: values no larger than this say nothing. */
  noise: number;
  /** Draws left out, because an option had no finite payoff. */
  gaps: Gaps;
}

/**
 * Expected value of perfect information, and of each input by itself, from draws that are there already. For one input the payoffs are averaged
 * over stretches of it with equally many draws and the best option is taken in each (M. Strong and J. Oakley 2013). Taking the best of noisy
 * averages errs upward, by half the variance of their noise times the density of a tie; choosing by one half of each stretch and counting the
 * other errs downward by twice that. Two parts of the first and one of the second cancel to that order.
 *
 * @throws MemoError for fewer than two options, an unknown payoff, or one that is text.
 */
export function valueOfInformation(
  draws: Draws,
  columns: readonly OutputColumn[],
  evaluations: Evaluations,
  { options, goal }: Decision,
  { bins }: { bins?: number } = {},
): Information {
  if (options.length < 2)
    refuse("sensitivity/decision", `a decision with ${counted(options.length, "option")}`, {
      expected: "at least two options",
    });
  const m = columns.length;
  const payoff = options.map(({ output }) => columnOf(columns, output, "number"));
  const sign = goal === "most" ? 1 : -1;
  const rows: number[] = [];
  const first: Gaps["first"][number][] = [];
  for (let i = 0; i < draws.n; i++) {
    if (payoff.every((j) => Number.isFinite(at(evaluations.outputs, i * m + j)))) rows.push(i);
    else if (first.length < 5) {
      const failure = evaluations.failures.find(({ draw }) => draw === i);
      first.push(failure ?? { draw: i, message: "a payoff is not finite" });
    }
  }
  const n = rows.length;
  if (n === 0) refuse("sensitivity/no-draws", "no draw has a payoff for every option", { expected: "finite payoffs" });
  // One array an option, turned so that more is better.
  const pays = payoff.map((j) => Float64Array.from(rows, (i) => sign * at(evaluations.outputs, i * m + j)));
  const means = pays.map(average);
  const best = means.indexOf(largest(means));
  const regret = Float64Array.from(rows, (_, r) => largest(pays.map((p) => at(p, r))) - at(pays[best] ?? [], r));
  const value = average(regret);
  const spread = regret.reduce((sum, x) => sum + (x - value) ** 2, 0) / Math.max(1, n - 1);
  const stretches = equalCounts(n, bins ?? Math.max(2, Math.round(2 * Math.cbrt(n))));
  const partial = (by: Uint32Array): { value: number; error: number } => partialWorth(by, pays, best, stretches);
  const tells = telling(
    columns,
    options.map(({ output }) => output),
    draws.correlations,
  );
  const inputs = draws.inputs.map(({ id, label }, k) => {
    return { id, label, ...partial(order(picked(column(draws.u, draws.inputs.length, k), rows))) };
  });
  inputs.sort(
    (a, b) => Number(tells(b)) - Number(tells(a)) || Number(b.value.toPrecision(9)) - Number(a.value.toPrecision(9)),
  );
  const blind = Array.from({ length: 8 }, (_, r) => partial(shuffled(n, random("information", draws.seed, r))).value);
  const wins = options.map((_, o) =>
    regret.reduce((sum, x, r) => sum + (at(pays[o] ?? [], r) - at(pays[best] ?? [], r) >= x ? 1 : 0), 0),
  );
  return {
    options: options.map(({ name }, o) => ({ name, mean: sign * at(means, o), bestIn: at(wins, o) / n })),
    choice: options[best]?.name ?? "",
    perfect: { value, error: Math.sqrt(spread / n) },
    inputs,
    unmoved: inputs.filter((input) => !tells(input)).map(({ id }) => id),
    noise: largest(blind),
    gaps: { count: draws.n - n, first },
  };
}

const average = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;

/**
 * What it is worth to choose by stretches of the draws in the order `by`, above choosing `best` for all.
 *
 * @param pays payoffs of each option, more being better
 */
function partialWorth(
  by: Uint32Array,
  pays: readonly Float64Array[],
  best: number,
  stretches: readonly (readonly [number, number])[],
): { value: number; error: number } {
  const n = by.length;
  const base = pays[best] ?? new Float64Array(0);
  const gains = new Float64Array(pays.length);
  const halves = [new Float64Array(pays.length), new Float64Array(pays.length)];
  let [whole, split, spread, doubt] = [0, 0, 0, 0];
  for (const [from, to] of stretches) {
    const count = to - from;
    if (count === 0) continue;
    gains.fill(0);
    for (const half of halves) half.fill(0);
    for (let k = from; k < to; k++) {
      const draw = by[k] as number;
      // Neighbours in the order go to either half, so that both cover the stretch alike.
      const half = halves[k % 2] as Float64Array;
      for (let o = 0; o < pays.length; o++) {
        const gain = ((pays[o] as Float64Array)[draw] as number) - (base[draw] as number);
        gains[o] = (gains[o] as number) + gain;
        half[o] = (half[o] as number) + gain;
      }
    }
    const choice = leader(gains);
    whole += at(gains, choice);
    for (const [h, half] of halves.entries()) split += at(half, leader(halves[1 - h] ?? half));
    const mean = at(gains, choice) / count;
    for (const [o, p] of pays.entries()) {
      // Against the base the gain of the choice, against the choice that of every other option.
      if (o === choice && choice === best) continue;
      const rival = o === choice ? base : p;
      const chosen = pays[choice] ?? base;
      let squares = 0;
      const lead = o === choice ? mean : mean - at(gains, o) / count;
      for (let k = from; k < to; k++) {
        const draw = by[k] as number;
        squares += ((chosen[draw] as number) - (rival[draw] as number) - lead) ** 2;
      }
      const variance = squares / Math.max(1, count - 1);
      if (o === choice) spread += count * variance;
      const sigma = Math.sqrt(variance / count);
      if (o !== choice && sigma > 0) doubt += count * sigma * lossOfNormal(lead / sigma);
    }
  }
  const value = (2 * whole + split) / (3 * n);
  const scale = Math.abs(average(base));
  return {
    // What rounding leaves of nothing is nothing, and knowing is never worth less.
    value: value > 1e-12 * scale ? value : 0,
    error: Math.hypot(Math.sqrt(spread) / n, doubt / n),
  };
}

/** The option with the highest sum; of equal ones the first. */
const leader = (sums: Float64Array): number => sums.reduce((best, x, o) => (x > at(sums, best) ? o : best), 0);

/** Mean of the part of a standard normal beyond t: φ(t) − t (1 − Φ(t)), the unit normal loss. */
const lossOfNormal = (t: number): number =>
  t > 38 ? 0 : Math.max(0, Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI) - t * normalProbability(-t));
