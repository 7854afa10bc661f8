import { at, column, picked } from "../cells.js";
import type { Draws } from "../draws.js";
import { binnedFirstOrder, conditionalMeans, order, ranks, spearman, spearmanError } from "../numerics/statistics.js";
import { columnOf, type Evaluations, finiteRows, type Gaps, type OutputColumn } from "../points.js";
import { refuse } from "../refusals.js";
import { telling } from "../telling.js";

/** How much one input has to do with an output, from draws in which all of them move. */
export interface Importance {
  id: string;
  label: string;
  /** Rank correlation: near 0 for an input that matters but pulls both ways. */
  spearman: number;
  /** Standard errors, these and those below, as if draws were independent; quasi-random ones do better. */
  spearmanError: number;
  /** Share of the output's variance that the input accounts for by itself. */
  firstOrder: number;
  firstOrderError: number;
  /** Mean of the output where the input is in its lowest and in its highest tenth, whatever the others do. */
  low: number;
  high: number;
  lowError: number;
  highError: number;
  /** Mean of the output in each of `means.length` stretches of the input with equally many draws, lowest first. */
  means: readonly number[];
  meanErrors: readonly number[];
}

export interface Importances {
  output: string;
  mean: number;
  /** By first-order share, highest first; equal ones as declared. Those that the output doesn't rest on are last. */
  inputs: readonly Importance[];
  /** Ids of inputs that the output doesn't rest on: what they seem to account for is chance. */
  unmoved: readonly string[];
  gaps: Gaps;
  /** True where inputs are correlated: an input then also has the share of what it goes with. */
  correlated: boolean;
}

export interface ImportanceOptions {
  /** Stretches for the first-order share. */
  bins?: number;
  /** Stretches for the conditional means. */
  tenths?: number;
}

/**
 * What moves an output, without a further run: binned first-order share and rank correlation of each input beside each other, and the
 * conditional means of a tornado in which all else varies too. For a claim its margin is read, or 1 and 0 where it has none.
 *
 * @throws MemoError for an unknown output, or one that is text.
 */
export function importances(
  draws: Draws,
  columns: readonly OutputColumn[],
  evaluations: Evaluations,
  output: string,
  { bins = 32, tenths = 10 }: ImportanceOptions = {},
): Importances {
  const m = columns.length;
  const j = measuredColumn(columns, output);
  const { rows, gaps } = finiteRows(evaluations, m, j);
  const y = Float64Array.from(rows, (i) => at(evaluations.outputs, i * m + j));
  const ranksOfY = ranks(y);
  const balanced = draws.design === "joint" && draws.correlations.length === 0;
  const tells = telling(columns, [output], draws.correlations);
  const inputs = draws.inputs.map(({ id, label }, k) => {
    const x = picked(column(draws.u, draws.inputs.length, k), rows);
    const by = order(x);
    const means = conditionalMeans(x, y, tenths, by);
    const [low, high] = [means[0], means[means.length - 1]];
    const firstOrder = binnedFirstOrder(x, y, bins, balanced ? "balanced" : "independent", by);
    const rank = spearman(x, y, ranksOfY, by);
    return {
      id,
      label,
      spearman: rank,
      spearmanError: spearmanError(rank, rows.length),
      firstOrder: firstOrder.value,
      firstOrderError: firstOrder.error,
      low: low?.value ?? Number.NaN,
      high: high?.value ?? Number.NaN,
      lowError: low?.error ?? Number.NaN,
      highError: high?.error ?? Number.NaN,
      means: means.map(({ value }) => value),
      meanErrors: means.map(({ error }) => error),
    };
  });
  const key = (x: number): number => (Number.isNaN(x) ? -1 : Number(x.toPrecision(12)));
  inputs.sort((a, b) => Number(tells(b)) - Number(tells(a)) || key(b.firstOrder) - key(a.firstOrder));
  return {
    output,
    mean: y.reduce((sum, value) => sum + value, 0) / y.length,
    inputs,
    unmoved: inputs.filter((input) => !tells(input)).map(({ id }) => id),
    gaps,
    correlated: draws.correlations.length > 0,
  };
}

/** The column by which an output or claim is measured: a claim's margin where it has one. @throws MemoError when it is text or unknown. */
export function measuredColumn(columns: readonly OutputColumn[], output: string): number {
  const margin = columns.findIndex((c) => c.name === output && c.kind === "margin");
  const j = margin >= 0 ? margin : columnOf(columns, output);
  if (columns[j]?.kind === "text")
    refuse("sensitivity/text-output", `\`${output}\` is text`, {
      about: output,
      expected: "a number or a claim",
      hint: "a Monte Carlo run says how often each of its texts comes up",
    });
  return j;
}
