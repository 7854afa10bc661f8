import { at } from "./cells.js";
import type { Evaluate, OutputColumn } from "./evaluate.js";
import { measuredColumn } from "./importance.js";
import { type Input, NO_WIDTH } from "./inputs.js";
import { resultAt, runMoves, toPosition } from "./one-way.js";
import { refuse } from "./refusals.js";

/** One end of a bar. */
export interface End {
  /** The assumption there, in its unit; absent for a series or table. */
  value?: number;
  /** The output there; absent where the model has none. */
  output?: number;
  failure?: string;
  /** For a claim: whether it holds there. */
  holds?: boolean;
}

export interface Bar {
  id: string;
  label: string;
  unit: string;
  low: End;
  high: End;
  /** Distance of the output between the two ends. An end without a result counts as the base. */
  swing: number;
  /** Distance between the lowest and the highest of both ends and the base. */
  reach: number;
  /** The output falls as the assumption rises. */
  inverse: boolean;
  /** Both ends lie on one side of the base: the assumption's best or worst value is inside its range. */
  sameSide: boolean;
  /** One end is the base itself. */
  oneSided: boolean;
  /** False for an assumption that is declared a point: it has a range, and Monte Carlo doesn't draw from it. */
  drawn: boolean;
}

export interface Tornado {
  output: string;
  base: number;
  holds?: boolean;
  /** By swing, widest first; equal ones as declared. */
  bars: readonly Bar[];
  /** Inputs with a range that leave the output where it is, as declared. */
  unmoved: readonly string[];
  /** Inputs that were not tried, with the reason as a phrase. */
  left: readonly { id: string; reason: string }[];
}

/**
 * Each input from the low to the high end of its range, the others at the register's values. Series and tables move as a whole. A claim is
 * measured by its margin, or by 1 and 0 where it has none.
 *
 * @throws MemoError for an unknown output or text, when no input has a range, and when the base case has no result.
 */
export async function tornado(
  evaluate: Evaluate,
  inputs: readonly Input[],
  columns: readonly OutputColumn[],
  output: string,
): Promise<Tornado> {
  const [first] = await tornadoes(evaluate, inputs, columns, [output]);
  return first as Tornado;
}

/** Tornados of several outputs from one set of runs. */
export async function tornadoes(
  evaluate: Evaluate,
  inputs: readonly Input[],
  columns: readonly OutputColumn[],
  outputs: readonly string[],
): Promise<Tornado[]> {
  const measured = outputs.map((name) => measuredColumn(columns, name));
  const ranged = inputs.filter(({ low, held }) => low !== undefined && held !== NO_WIDTH);
  const left = inputs.flatMap(({ id, low, held }) =>
    low === undefined || held === NO_WIDTH ? [{ id, reason: held ?? "it has no range" }] : [],
  );
  if (ranged.length === 0)
    refuse("no-range", "no assumption has a range", {
      expected: "low and high of at least one",
      ...(left.length > 0 ? { notes: left.slice(0, 8).map(({ id, reason }) => `\`${id}\`: ${reason}`) } : {}),
    });
  const m = columns.length;
  const moves = ranged.flatMap((input) => [toPosition(input, -1), toPosition(input, 1)]);
  const runs = await runMoves(evaluate, inputs, moves, m);
  return outputs.map((name, o) => {
    const j = measured[o] ?? 0;
    const claim = columns.findIndex((c) => c.name === name && c.kind === "claim");
    const base = resultAt(runs, m, j, 0);
    if (base.output === undefined)
      refuse("base-case", `\`${name}\` has no result in the base case: ${base.failure}`, {
        expected: "a finite number",
      });
    const holdsAt = (row: number): { holds?: boolean } =>
      claim < 0 || Number.isNaN(at(runs.outputs, row * m + claim))
        ? {}
        : { holds: at(runs.outputs, row * m + claim) === 1 };
    const end = (input: Input, values: readonly number[] | undefined, row: number): End => ({
      ...(input.shape === "scalar" ? { value: values?.[0] ?? Number.NaN } : {}),
      ...resultAt(runs, m, j, row),
      ...holdsAt(row),
    });
    const all = ranged.map((input, k) =>
      barOf(input, base.output, end(input, input.low, 2 * k + 1), end(input, input.high, 2 * k + 2)),
    );
    const moved = all.filter(
      ({ reach, low, high }) => reach > 0 || low.failure !== undefined || high.failure !== undefined,
    );
    return {
      output: name,
      base: base.output,
      ...holdsAt(0),
      // Rounded, so that what is equal but for rounding stays as declared.
      bars: moved.sort((a, b) => Number(b.swing.toPrecision(12)) - Number(a.swing.toPrecision(12))),
      unmoved: all.filter((bar) => !moved.includes(bar)).map(({ id }) => id),
      left,
    };
  });
}

function barOf(input: Input, base: number, low: End, high: End): Bar {
  const [a, b] = [low.output ?? base, high.output ?? base];
  const atBase = (end: readonly number[] | undefined): boolean => end?.every((x, k) => x === input.base[k]) ?? false;
  return {
    id: input.id,
    label: input.label,
    unit: input.unit,
    low,
    high,
    swing: Math.abs(b - a),
    reach: Math.max(a, b, base) - Math.min(a, b, base),
    inverse: b < a,
    sameSide: (a - base) * (b - base) > 0,
    oneSided: atBase(input.low) || atBase(input.high),
    drawn: input.held === undefined,
  };
}
