import { at } from "./cells.js";
import { ends, type Input, moveTo } from "./inputs.js";
import { type Quantile, quantileOf } from "./numerics/distributions.js";
import { refuse } from "./refusals.js";

/** Writes an input's numbers for u in (0, 1) into `out` from `offset` on. */
export type Draw = (u: number, out: Float64Array, offset: number) => void;

/**
 * How an input is drawn. A single number follows its declared distribution. A series or table follows it in its position: for triangular and
 * PERT the register's values are the mode, for normal and lognormal the low and high paths are the two percentiles. Where one end is the
 * register's values themselves, the position runs from there to the other end only.
 *
 * @throws MemoError when the input has no range, or one that its distribution can't have.
 */
export function drawOf(input: Input): Draw {
  const { low, high } = ends(input);
  if (input.shape === "scalar") {
    const quantile = scalarQuantile(input, at(low, 0), at(input.base, 0), at(high, 0));
    return (u, out, offset) => {
      out[offset] = quantile(u);
    };
  }
  const differs = (end: readonly number[]): boolean => end.some((x, k) => x !== input.base[k]);
  const [from, to] = [differs(low) ? -1 : 0, differs(high) ? 1 : 0];
  // A lognormal path moves geometrically, so its position is normal.
  const name = input.distribution.name === "lognormal" ? "normal" : input.distribution.name;
  const position = quantileOf({ ...input.distribution, name }, from, 0, to);
  return (u, out, offset) => moveTo(input, "position", position(u), out, offset);
}

/**
 * Whether a series or table is drawn otherwise than single numbers of its ranges and distribution would be: as a whole it lies as often below
 * the register's values as above them, however unlike the two sides are.
 */
export function isSampledUnlike(input: Input): boolean {
  const { shape, mixes, held, low = [], high = [], base, distribution } = input;
  if (shape === "scalar" || mixes.length > 0 || held !== undefined) return false;
  const draw = drawOf(input);
  const out = new Float64Array(base.length);
  return [0.1, 0.5, 0.9].some((u) => {
    draw(u, out, 0);
    return base.some((b, k) => {
      const [from, to] = [at(low, k), at(high, k)];
      // Paths that cross the value have no single numbers to be compared with.
      if (!(from <= b && b <= to && from < to)) return false;
      if (distribution.name === "lognormal" && from <= 0) return false;
      return Math.abs(quantileOf(distribution, from, b, to)(u) - at(out, k)) > 1e-6 * (to - from);
    });
  });
}

function scalarQuantile({ id, distribution }: Input, low: number, base: number, high: number): Quantile {
  if (low > high)
    refuse("sensitivity/inverted-range", `the range of \`${id}\` is inverted: ${low} to ${high}`, {
      about: id,
      expected: "the lower end first",
    });
  if ((distribution.name === "triangular" || distribution.name === "pert") && (base < low || base > high))
    refuse("sensitivity/mode", `the value of \`${id}\`, ${base}, is outside its range of ${low} to ${high}`, {
      about: id,
      expected: `a value inside the range, because it is the mode of a ${distribution.name} distribution`,
    });
  if (distribution.name === "lognormal" && low <= 0)
    refuse("sensitivity/not-positive", `the lower end of \`${id}\` is ${low}`, {
      about: id,
      expected: "a number above 0, because it is lognormal",
    });
  return quantileOf(distribution, low, base, high);
}
