import { withoutNoise } from "../../text/decimal.js";
import { type Along, alongRanges, type Reached, wayOf } from "../along-range.js";
import { at } from "../cells.js";
import { type Input, NO_WIDTH } from "../inputs.js";
import type { Evaluate, OutputColumn } from "../points.js";
import { refuse } from "../refusals.js";
import { measuredColumn } from "./importance.js";
import { resultAt, runMoves, toPosition } from "./one-way.js";

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
  /** The unit people see it in, where that is another. */
  shown?: string | undefined;
  /** As of `Input`. */
  converted?: readonly number[] | undefined;
  low: End;
  high: End;
  /** Distance of the output between the two ends. An end without a result counts as the base. */
  swing: number;
  /** Distance between the lowest and the highest the output comes to anywhere in the range: what bars are ranked by. */
  reach: number;
  /** Where it is lowest and highest, the base case among them. */
  least: Reached;
  most: Reached;
  /** False where the output turns inside the range, so that its ends alone don't tell what the assumption does. */
  monotone: boolean;
  /** A place inside the range near which the output has no bound; `least` and `most` then show what even steps met. */
  unbounded?: Along["unbounded"];
  /** For a claim: it flips somewhere in the range. */
  flips?: boolean;
  /** Places inside the range without a result. */
  missing?: Along["missing"];
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
  /** By reach, furthest first, those without a bound before all others; equal ones as declared. */
  bars: readonly Bar[];
  /** Inputs with a range that leave the output where it is, as declared. */
  unmoved: readonly string[];
  /** Inputs that were not tried, with the reason as a phrase. */
  left: readonly { id: string; reason: string }[];
}

/**
 * Each input from the low to the high end of its range and at places between, the others at the register's values. Series and tables move as a
 * whole. A claim is measured by its margin, or by 1 and 0 where it has none.
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
    refuse("sensitivity/no-range", "no assumption has a range", {
      expected: "low and high of at least one",
      ...(left.length > 0 ? { notes: left.slice(0, 8).map(({ id, reason }) => `\`${id}\`: ${reason}`) } : {}),
    });
  const m = columns.length;
  const moves = ranged.flatMap((input) => [toPosition(input, -1), toPosition(input, 1)]);
  const runs = await runMoves(evaluate, inputs, moves, m);
  const claims = outputs.map((name) => columns.findIndex((c) => c.name === name && c.kind === "claim"));
  const along = await alongRanges(evaluate, inputs, columns, ranged.map(wayOf), measured, claims);
  return outputs.map((name, o) => {
    const j = measured[o] ?? 0;
    const claim = claims[o] ?? -1;
    const base = resultAt(runs, m, j, 0);
    if (base.output === undefined)
      refuse("sensitivity/base-case", `\`${name}\` has no result in the base case: ${base.failure}`, {
        about: name,
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
      barOf(input, base.output, end(input, input.low, 2 * k + 1), end(input, input.high, 2 * k + 2), along[o]?.[k]),
    );
    const moved = all.filter(
      ({ reach, low, high, missing }) =>
        reach > 0 || low.failure !== undefined || high.failure !== undefined || missing !== undefined,
    );
    return {
      output: name,
      base: base.output,
      ...holdsAt(0),
      // Rounded, so that what is equal but for rounding stays as declared.
      bars: moved.sort((a, b) => rank(b) - rank(a)),
      unmoved: all.filter((bar) => !moved.includes(bar)).map(({ id }) => id),
      left,
    };
  });
}

const rank = ({ reach, unbounded }: Bar): number => (unbounded ? Number.MAX_VALUE : Number(reach.toPrecision(12)));

function barOf(input: Input, base: number, low: End, high: End, along: Along | undefined): Bar {
  const [a, b] = [low.output ?? base, high.output ?? base];
  const atBase = (end: readonly number[] | undefined): boolean => end?.every((x, k) => x === input.base[k]) ?? false;
  const {
    least = { position: 0, output: base },
    most = { position: 0, output: base },
    monotone = true,
    ...found
  } = along ?? {};
  return {
    id: input.id,
    label: input.label,
    unit: input.unit,
    shown: input.shown,
    ...(input.converted ? { converted: input.converted } : {}),
    low,
    high,
    swing: withoutNoise(Math.abs(b - a), Math.max(Math.abs(a), Math.abs(b))),
    reach: withoutNoise(most.output - least.output, Math.max(Math.abs(most.output), Math.abs(least.output))),
    least,
    most,
    monotone,
    ...found,
    inverse: b < a,
    sameSide: (a - base) * (b - base) > 0,
    oneSided: atBase(input.low) || atBase(input.high),
    drawn: input.held === undefined,
  };
}
