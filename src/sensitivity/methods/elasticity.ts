import { at } from "../cells.js";
import type { Input } from "../inputs.js";
import type { Evaluate, OutputColumn } from "../points.js";
import { refuse } from "../refusals.js";
import { measuredColumn } from "./importance.js";
import { byFactor, resultAt, runMoves } from "./one-way.js";

export interface Elasticity {
  id: string;
  label: string;
  /** Percent by which the output moves when the input rises by one percent, here. */
  value: number;
  /** The same from the lower and from the upper side alone. */
  below: number;
  above: number;
  /** The two sides differ by more than curvature: the base case lies on a kink, where one number is not the whole story. */
  kinked: boolean;
}

export interface Elasticities {
  output: string;
  base: number;
  /** By size, that of the larger side at a kink, largest first; equal ones as declared. */
  inputs: readonly Elasticity[];
  /** Inputs without an elasticity, with the reason as a phrase. */
  left: readonly { id: string; reason: string }[];
}

/**
 * Elasticities at the base case by central differences of logarithms, exact for a power law: each input is multiplied by e^h and by e^−h. A
 * series or table is multiplied as a whole.
 *
 * @param step h, 0.01 unless given
 * @throws MemoError for an unknown output or text, and when the base case is 0 or has no result.
 */
export async function elasticities(
  evaluate: Evaluate,
  inputs: readonly Input[],
  columns: readonly OutputColumn[],
  output: string,
  { step = 0.01 }: { step?: number } = {},
): Promise<Elasticities> {
  const j = measuredColumn(columns, output);
  if (!(step > 0 && step < 1))
    refuse("sensitivity/step", `the step is ${step}`, { expected: "a number between 0 and 1" });
  const left: { id: string; reason: string }[] = [];
  const moved = inputs.filter(({ id, mixes, base }) => {
    const reason =
      mixes.length > 0
        ? "it is a mix, whose shares can't all rise"
        : base.every((x) => x === 0)
          ? "its value is 0"
          : undefined;
    if (reason) left.push({ id, reason });
    return reason === undefined;
  });
  const m = columns.length;
  const moves = moved.flatMap((input) => [byFactor(input, Math.exp(-step)), byFactor(input, Math.exp(step))]);
  const runs = await runMoves(evaluate, inputs, moves, m);
  const base = resultAt(runs, m, j, 0);
  if (base.output === undefined)
    refuse("sensitivity/base-case", `\`${output}\` has no result in the base case: ${base.failure}`, {
      expected: "a finite number",
    });
  if (base.output === 0)
    refuse("sensitivity/base-case", `\`${output}\` is 0 in the base case`, {
      expected: "an output that can change by a percent",
    });
  const out: Elasticity[] = [];
  for (const [k, { id, label }] of moved.entries()) {
    const [down, up] = [resultAt(runs, m, j, 2 * k + 1), resultAt(runs, m, j, 2 * k + 2)];
    const [low, high] = [down.output, up.output];
    if (low === undefined || high === undefined) {
      left.push({ id, reason: `the model fails beside the base case: ${down.failure ?? up.failure}` });
      continue;
    }
    if (!(low / base.output > 0 && high / base.output > 0)) {
      left.push({ id, reason: "the output changes its sign beside the base case" });
      continue;
    }
    const below = Math.log(base.output / low) / step;
    const above = Math.log(high / base.output) / step;
    out.push({
      id,
      label,
      value: Math.log(high / low) / (2 * step),
      below,
      above,
      kinked: Math.abs(below - above) > 0.1 * Math.max(Math.abs(below), Math.abs(above)) + 1e-9,
    });
  }
  const key = (one: Elasticity): number => Number(sizeOf(one).toPrecision(9));
  out.sort((a, b) => key(b) - key(a));
  return { output, base: at(runs.outputs, j), inputs: out, left };
}

/** How much an input matters here: at a kink the two sides may cancel in the middle, where each moves the output. */
export const sizeOf = ({ value, below, above, kinked }: Elasticity): number =>
  kinked ? Math.max(Math.abs(value), Math.abs(below), Math.abs(above)) : Math.abs(value);
