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
 * series or table is multiplied as a whole. Where the output moves by more than a twentieth of itself, h is made smaller.
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
  const out: Elasticity[] = [];
  let base: number | undefined;
  let open = moved.map((input): Tried => ({ input, step, change: Number.POSITIVE_INFINITY }));
  for (let round = 0; round < MOST_ROUNDS && (open.length > 0 || round === 0); round++) {
    const moves = open.flatMap((one) => [-one.step, one.step].map((h) => byFactor(one.input, Math.exp(h))));
    const runs = await runMoves(evaluate, inputs, moves, m);
    base ??= baseOf(resultAt(runs, m, j, 0), output);
    const again: Tried[] = [];
    for (const [k, tried] of open.entries()) {
      const { id, label } = tried.input;
      const [down, up] = [resultAt(runs, m, j, 2 * k + 1), resultAt(runs, m, j, 2 * k + 2)];
      if (down.output === undefined || up.output === undefined) {
        left.push({ id, reason: `the model fails beside the base case: ${down.failure ?? up.failure}` });
        continue;
      }
      const [low, high] = [down.output / base, up.output / base];
      const change = Math.max(Math.abs(low - 1), Math.abs(high - 1));
      if (change <= MOST_CHANGE) out.push({ id, label, ...sidesOf(low, high, tried.step) });
      // A jump stays as large however near it is looked at.
      else if (round === MOST_ROUNDS - 1 || change > tried.change / 2)
        left.push({ id, reason: "the output jumps beside the base case" });
      else again.push({ ...tried, step: tried.step * Math.max(LEAST_SHARE, WANTED_CHANGE / change), change });
    }
    open = again;
  }
  const key = (one: Elasticity): number => Number(sizeOf(one).toPrecision(9));
  out.sort((a, b) => key(b) - key(a));
  const place = new Map(inputs.map(({ id }, at) => [id, at]));
  left.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  return { output, base: base ?? Number.NaN, inputs: out, left };
}

/** Where the output moves by more than this share of itself, as it does near 0, it is moved less: logarithms of so much bend. */
const MOST_CHANGE = 0.05;
const WANTED_CHANGE = 0.01;
/** By how much a step is shortened at most at a time, and how often steps are tried. */
const LEAST_SHARE = 1e-3;
const MOST_ROUNDS = 4;

interface Tried {
  input: Input;
  step: number;
  /** What it changed the last time. */
  change: number;
}

/** From what the output is beside the base case, as shares of what it is there. */
function sidesOf(low: number, high: number, step: number): Pick<Elasticity, "value" | "below" | "above" | "kinked"> {
  const [below, above] = [-Math.log(low) / step, Math.log(high) / step];
  const kinked = Math.abs(below - above) > 0.1 * Math.max(Math.abs(below), Math.abs(above)) + 1e-9;
  return { value: (below + above) / 2, below, above, kinked };
}

/** @throws MemoError where an output has no share of itself to change by */
function baseOf(result: ReturnType<typeof resultAt>, output: string): number {
  if (result.output === undefined)
    refuse("sensitivity/base-case", `\`${output}\` has no result in the base case: ${result.failure}`, {
      about: output,
      expected: "a finite number",
    });
  if (result.output === 0)
    refuse("sensitivity/base-case", `\`${output}\` is 0 in the base case`, {
      about: output,
      expected: "an output that can change by a percent",
    });
  return result.output;
}

/** How much an input matters here: at a kink the two sides may cancel in the middle, where each moves the output. */
export const sizeOf = ({ value, below, above, kinked }: Elasticity): number =>
  kinked ? Math.max(Math.abs(value), Math.abs(below), Math.abs(above)) : Math.abs(value);
