import { at } from "./cells.js";
import { basePoint, type Coordinate, type Input, moveTo, offsets } from "./inputs.js";
import type { Evaluate } from "./points.js";

/** One output at one place of an input. */
export interface Sample {
  x: number;
  /** Which side of the target it is on: 0 at it, NaN where there is no result. A claim holds (1) or fails (−1). */
  side: number;
  /** Distance from the target with the sign of its side; for a claim its margin, or ±1 where it has none. NaN where there is no result. */
  f: number;
}

/** Equal but for the rounding of numbers of this size. */
const isAt = (y: number, target: number): boolean =>
  Math.abs(y - target) <= 8 * Number.EPSILON * Math.max(Math.abs(y), Math.abs(target));

/** What is read of the model's output columns. */
export interface Reading {
  /** Output columns. */
  m: number;
  /** The one that is measured: a number, or a claim's margin. */
  measure: number;
  /** For a claim: the column that says whether it holds, which alone decides on which side it is. */
  claim?: number;
  target: number;
}

/** One output along one input, the others at the register's values; counts what it costs. */
export class Probe {
  /** Evaluations so far. */
  used = 0;
  /** The first place found without a result, and why. */
  failure?: { at: number; blockId?: string; message: string };
  private readonly base: Float64Array;
  private readonly offset: number;

  /** @param budget evaluations it may cost */
  constructor(
    private readonly evaluate: Evaluate,
    inputs: readonly Input[],
    private readonly input: Input,
    private readonly how: Coordinate,
    readonly reading: Reading,
    readonly budget: number,
  ) {
    this.base = basePoint(inputs);
    this.offset = offsets(inputs).get(input.id) ?? 0;
  }

  /** The output at each place, in their order; none for those for which nothing is left of the budget. */
  async samples(xs: readonly number[]): Promise<Sample[]> {
    const n = Math.min(xs.length, this.budget - this.used);
    if (n <= 0) return [];
    this.used += n;
    const d = this.base.length;
    const points = new Float64Array(n * d);
    for (let i = 0; i < n; i++) {
      points.set(this.base, i * d);
      moveTo(this.input, this.how, at(xs, i), points, i * d + this.offset);
    }
    const { outputs, failures } = await this.evaluate(points, n);
    const { m, measure, claim, target } = this.reading;
    return xs.slice(0, n).map((x, i): Sample => {
      const y = at(outputs, i * m + measure);
      const decides = claim === undefined ? y : at(outputs, i * m + claim);
      if (!Number.isFinite(decides)) {
        const failed = failures.find(({ draw }) => draw === i);
        this.failure ??= { at: x, blockId: failed?.blockId, message: failed?.message ?? `the result is ${y}` };
        return { x, side: Number.NaN, f: Number.NaN };
      }
      if (claim === undefined) {
        const f = isAt(y, target) ? 0 : y - target;
        return { x, side: Math.sign(f), f };
      }
      const side = decides === 1 ? 1 : -1;
      // A claim measured by itself, or by no number here, is one away from flipping.
      return { x, side, f: measure === claim || !Number.isFinite(y) ? side : side * Math.abs(y) };
    });
  }

  get spent(): boolean {
    return this.used >= this.budget;
  }
}
