import { hasZero } from "../../assumptions/units/block-units.js";
import { type Input, withoutFactor } from "../inputs.js";
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
 * Elasticities at the base case by differences of logarithms, exact for a power law: each input is multiplied by e^h and by e^−h, and by half of that,
 * from which what curvature adds is taken off (L. F. Richardson 1911). A series or table is multiplied as a whole. Where the output moves by more
 * than a twentieth of itself, h is made smaller.
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
  if (hasZero(columns[j]?.shown))
    refuse(
      "sensitivity/base-case",
      `\`${output}\` is a temperature in ${columns[j]?.shown}, of which a percent says nothing`,
      {
        about: output,
        expected: "an output that can change by a percent",
      },
    );
  const left: { id: string; reason: string }[] = [];
  const moved = inputs.filter((input) => {
    const { id, base } = input;
    const reason = withoutFactor(input) ?? (base.every((x) => x === 0) ? "its value is 0" : undefined);
    if (reason) left.push({ id, reason });
    return reason === undefined;
  });
  const m = columns.length;
  const out: Elasticity[] = [];
  let base: number | undefined;
  let open = moved.map((input): Tried => ({ input, step, change: Number.POSITIVE_INFINITY }));
  for (let round = 0; round < MOST_ROUNDS && (open.length > 0 || round === 0); round++) {
    const moves = open.flatMap((one) => PLACES.map((at) => at * one.step).map((h) => byFactor(one.input, Math.exp(h))));
    const runs = await runMoves(evaluate, inputs, moves, m);
    base ??= baseOf(resultAt(runs, m, j, 0), output);
    const again: Tried[] = [];
    for (const [k, tried] of open.entries()) {
      const { id, label } = tried.input;
      const found = PLACES.map((_, at) => resultAt(runs, m, j, PLACES.length * k + at + 1));
      const failed = found.find(({ output }) => output === undefined);
      if (failed) {
        left.push({ id, reason: `the model fails beside the base case: ${failed.failure}` });
        continue;
      }
      const shares = found.map((one) => (one.output ?? Number.NaN) / (base ?? Number.NaN));
      const change = shares.reduce((most, share) => Math.max(most, Math.abs(share - 1)), 0);
      if (change <= MOST_CHANGE) out.push({ id, label, ...sidesOf(shares, tried.step) });
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

/** Where the output is looked at beside the base case, in steps. */
const PLACES = [-1, -0.5, 0.5, 1] as const;

/** From what the output is at `PLACES`, as shares of what it is in the base case. */
function sidesOf(shares: readonly number[], step: number): Pick<Elasticity, "value" | "below" | "above" | "kinked"> {
  const slopes = shares.map((share, at) => Math.log(share) / (step * (PLACES[at] ?? 1)));
  const [below, nearBelow, nearAbove, above] = slopes as [number, number, number, number];
  const most = BEND * slopes.reduce((a, b) => Math.max(a, Math.abs(b)), 0) + 1e-9;
  // Curvature takes from one side what it adds to the other, and over a whole step twice what it does over half of one, or nearly so.
  const curved = nearAbove - nearBelow;
  const smooth = [nearBelow - below + (nearAbove - above), above - below - 2 * curved].every(
    (apart) => Math.abs(apart) <= most + 0.05 * Math.abs(curved),
  );
  const sideOf = (near: number, far: number): number =>
    smooth || Math.abs(near - far) <= most ? 2 * near - far : near;
  const [near, far] = [(nearBelow + nearAbove) / 2, (below + above) / 2];
  // What both sides have beyond curvature, which only all four places together tell.
  const beyond = smooth ? ((far - near) * 2) / 3 : 0;
  const sides = { below: sideOf(nearBelow, below) + beyond, above: sideOf(nearAbove, above) + beyond };
  const largest = Math.max(Math.abs(sides.below), Math.abs(sides.above));
  const kinked = !smooth && Math.abs(sides.below - sides.above) > 0.1 * largest + 1e-9;
  return { value: smooth ? (4 * near - far) / 3 : (sides.below + sides.above) / 2, ...sides, kinked };
}

/**
 * How far slopes may be from those that curvature makes, as a share of the largest. Where they are further the output bends within the step,
 * and the slope over half a step stands for that at the base case.
 */
const BEND = 0.005;

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
