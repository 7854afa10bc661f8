import { at } from "../cells.js";
import { basePoint, type Input, moveTo, offsets } from "../inputs.js";
import { type Evaluate, type Evaluations, settled } from "../points.js";

/** One point of a study in which one input moves and the others stay: which input, and what writes its numbers. */
export interface Move {
  input: Input;
  write(out: Float64Array, offset: number): void;
}

/** Points for moves of one input each, row-major; row 0 is the base case, move k is row k + 1. */
export function movePoints(inputs: readonly Input[], moves: readonly Move[]): Float64Array {
  const base = basePoint(inputs);
  const offset = offsets(inputs);
  const d = base.length;
  const points = new Float64Array((moves.length + 1) * d);
  points.set(base);
  for (const [k, { input, write }] of moves.entries()) {
    const row = (k + 1) * d;
    points.set(base, row);
    write(points, row + (offset.get(input.id) ?? 0));
  }
  return points;
}

/** Moves an input to a position between the ends of its range. */
export const toPosition = (input: Input, z: number): Move => ({
  input,
  write: (out, offset) => moveTo(input, "position", z, out, offset),
});

/** Multiplies all numbers of an input. */
export const byFactor = (input: Input, factor: number): Move => ({
  input,
  write: (out, offset) => moveTo(input, "factor", factor, out, offset),
});

/** What each move came to. Row 0 of the evaluations is the base case. */
export async function runMoves(
  evaluate: Evaluate,
  inputs: readonly Input[],
  moves: readonly Move[],
  m: number,
): Promise<Evaluations> {
  return settled(await evaluate(movePoints(inputs, moves), moves.length + 1), m);
}

/** A result at one row, or why there is none. */
export function resultAt(
  evaluations: Evaluations,
  m: number,
  j: number,
  row: number,
): { output: number; failure?: undefined } | { output?: undefined; failure: string } {
  const output = at(evaluations.outputs, row * m + j);
  if (Number.isFinite(output)) return { output };
  const failure = Number.isNaN(output) ? evaluations.failures.find(({ draw }) => draw === row) : undefined;
  return { failure: failure ? `block \`${failure.blockId}\`: ${failure.message}` : `the result is ${output}` };
}
