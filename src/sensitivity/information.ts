import { at, column } from "./cells.js";
import type { Draws } from "./draws.js";
import { columnOf, type Evaluations, type Gaps, type OutputColumn } from "./evaluate.js";
import { random, shuffled } from "./random.js";
import { refuse } from "./refusals.js";
import { equalCounts, order } from "./statistics.js";

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
  /** What knowing one assumption alone would be worth, most first; equal ones as declared. */
  inputs: readonly { id: string; label: string; value: number }[];
  /** What the same sum gives for an assumption that has nothing to do with the payoffs: values no larger than this say nothing. */
  noise: number;
  /** Draws left out, because an option had no finite payoff. */
  gaps: Gaps;
}

/**
 * Expected value of perfect information, and of each input by itself, from draws that are there already. For one input the payoffs are averaged
 * over stretches of it with equally many draws and the best option is taken in each (M. Strong and J. Oakley 2013). Taking the best of noisy
 * averages errs upward; how far is measured on stretches at random.
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
    refuse("decision", `a decision with ${options.length} option${options.length === 1 ? "" : "s"}`, {
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
  if (n === 0) refuse("no-draws", "no draw has a payoff for every option", { expected: "finite payoffs" });
  // One array an option, turned so that more is better.
  const pays = payoff.map((j) => Float64Array.from(rows, (i) => sign * at(evaluations.outputs, i * m + j)));
  const means = pays.map(average);
  const best = means.indexOf(Math.max(...means));
  const chosen = at(means, best);
  const regret = Float64Array.from(rows, (_, r) => Math.max(...pays.map((p) => at(p, r))) - at(pays[best] ?? [], r));
  const value = average(regret);
  const spread = regret.reduce((sum, x) => sum + (x - value) ** 2, 0) / Math.max(1, n - 1);
  const stretches = equalCounts(n, bins ?? Math.max(2, Math.round(Math.cbrt(n))));
  const partial = (by: Uint32Array): number => {
    let sum = 0;
    for (const [from, to] of stretches) {
      let most = Number.NEGATIVE_INFINITY;
      for (const p of pays) {
        let total = 0;
        for (let k = from; k < to; k++) total += at(p, at(by, k));
        most = Math.max(most, total);
      }
      sum += most;
    }
    const gain = sum / n - chosen;
    // What rounding leaves of nothing is nothing.
    return gain > 1e-12 * Math.abs(chosen) ? gain : 0;
  };
  const inputs = draws.inputs.map(({ id, label }, k) => {
    const u = column(draws.u, draws.inputs.length, k);
    return { id, label, value: partial(order(Float64Array.from(rows, (i) => at(u, i)))) };
  });
  inputs.sort((a, b) => Number(b.value.toPrecision(9)) - Number(a.value.toPrecision(9)));
  const blind = Array.from({ length: 8 }, (_, r) => partial(shuffled(n, random("information", draws.seed, r))));
  const wins = options.map((_, o) =>
    regret.reduce((sum, x, r) => sum + (at(pays[o] ?? [], r) - at(pays[best] ?? [], r) >= x ? 1 : 0), 0),
  );
  return {
    options: options.map(({ name }, o) => ({ name, mean: sign * at(means, o), bestIn: at(wins, o) / n })),
    choice: options[best]?.name ?? "",
    perfect: { value, error: Math.sqrt(spread / n) },
    inputs,
    noise: Math.max(...blind),
    gaps: { count: draws.n - n, first },
  };
}

const average = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;
