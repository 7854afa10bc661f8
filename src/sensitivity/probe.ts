import { at } from "./cells.js";
import type { Evaluate } from "./evaluate.js";
import { basePoint, type Coordinate, type Input, moveTo, offsets } from "./inputs.js";

/** One output along one input, the others at the register's values; counts what it costs. */
export class Probe {
  /** Evaluations so far. */
  used = 0;
  /** The first place found without a result, and why. */
  failure?: { at: number; blockId?: string; message: string };
  private readonly base: Float64Array;
  private readonly offset: number;

  /** @param m output columns, @param j the one that is read, @param budget evaluations it may cost */
  constructor(
    private readonly evaluate: Evaluate,
    inputs: readonly Input[],
    private readonly input: Input,
    private readonly how: Coordinate,
    private readonly m: number,
    private readonly j: number,
    readonly budget: number,
  ) {
    this.base = basePoint(inputs);
    this.offset = offsets(inputs).get(input.id) ?? 0;
  }

  /** The output at each place; NaN where the model has none, or nothing is left of the budget. */
  async values(xs: readonly number[]): Promise<number[]> {
    const n = Math.min(xs.length, this.budget - this.used);
    if (n <= 0) return xs.map(() => Number.NaN);
    this.used += n;
    const d = this.base.length;
    const points = new Float64Array(n * d);
    for (let i = 0; i < n; i++) {
      points.set(this.base, i * d);
      moveTo(this.input, this.how, at(xs, i), points, i * d + this.offset);
    }
    const { outputs, failures } = await this.evaluate(points, n);
    return xs.map((x, i) => {
      const y = i < n ? at(outputs, i * this.m + this.j) : Number.NaN;
      if (Number.isFinite(y)) return y;
      if (i < n && !this.failure) {
        const failed = failures.find(({ draw }) => draw === i);
        this.failure = { at: x, blockId: failed?.blockId, message: failed?.message ?? `the result is ${y}` };
      }
      return Number.NaN;
    });
  }

  get spent(): boolean {
    return this.used >= this.budget;
  }
}
