import { firstOfEach } from "../notebook/evaluate/failures.js";
import { at } from "./cells.js";
import { type Input, offsets } from "./inputs.js";
import { type Evaluate, type Evaluations, merge, type OutputColumn, type Part, type Rows } from "./points.js";

/** A study whose points are all known before the first is run, so that any rows of them can be run anywhere: its points, and what it makes of them. */
export interface Sampled<Result> {
  /** The inputs that are drawn; the columns of the points are `pathsOf(inputs)`. */
  inputs: readonly Input[];
  /** Points in all. */
  runs: number;
  /** Points of rows `from` to `to` (not included), row-major. */
  points(from: number, to: number): Float64Array;
  /** The result from the evaluations of all rows. @throws MemoError for an output that the study can't measure. */
  conclude(columns: readonly OutputColumn[], evaluations: Evaluations): Result;
}

/** Points made and run at a time. */
const BATCH = 65_536;

/** Runs some rows of a study; draws are counted from the first of them. */
export async function runRows(
  study: Pick<Sampled<unknown>, "points">,
  m: number,
  evaluate: Evaluate,
  { from, to }: Rows,
  onBatch: (done: number) => void = () => {},
): Promise<Evaluations> {
  const parts: Part[] = [];
  for (let first = from; first < to; first += BATCH) {
    const last = Math.min(to, first + BATCH);
    onBatch(first - from);
    parts.push({
      from: first - from,
      to: last - from,
      evaluations: await evaluate(study.points(first, last), last - first),
    });
  }
  return mergeRows(parts, to - from, m);
}

/**
 * The evaluations of a whole from those of its parts, in any order: the same bytes however it was cut. The failures are the first ones of each block, and those of
 * one draw stay in the order in which they happened, so that parts of parts are cut at the same place.
 *
 * @throws MemoError as `merge` does.
 */
export function mergeRows(parts: readonly Part[], n: number, m: number): Evaluations {
  const failures = [...parts]
    .sort((a, b) => a.from - b.from)
    .flatMap(({ from, evaluations }) => evaluations.failures.map((f) => ({ ...f, draw: f.draw + from })));
  return { ...merge(parts, n, m), failures: firstOfEach(failures) };
}

const MOST_VALUES = 5;

/** The single numbers of one row of a study that lie furthest from the register's, for who asks why it failed there. */
export function valuesAt(
  { inputs, points }: Pick<Sampled<unknown>, "inputs" | "points">,
  row: number,
): { id: string; unit: string; shown?: string | undefined; value: number }[] {
  const point = points(row, row + 1);
  const offset = offsets(inputs);
  return inputs
    .filter(({ shape }) => shape === "scalar")
    .map(({ id, unit, shown, base, low, high }) => {
      const value = at(point, offset.get(id) ?? 0);
      const width = (high?.[0] ?? 0) - (low?.[0] ?? 0);
      return { id, unit, shown, value, far: Math.abs(value - at(base, 0)) / (width || 1) };
    })
    .sort((a, b) => b.far - a.far)
    .slice(0, MOST_VALUES)
    .map(({ far: _, ...rest }) => rest);
}
