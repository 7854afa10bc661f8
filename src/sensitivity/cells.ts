/** Element `i` of an array whose length the caller has seen to. */
export const at = (values: ArrayLike<number>, i: number): number => values[i] as number;

/** Column `j` of a row-major matrix with `m` columns. */
export function column(matrix: ArrayLike<number>, m: number, j: number): Float64Array {
  const n = m === 0 ? 0 : matrix.length / m;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) out[i] = matrix[i * m + j] as number;
  return out;
}

/** The elements at some indices. */
export function picked(values: ArrayLike<number>, indices: ArrayLike<number>): Float64Array {
  const out = new Float64Array(indices.length);
  for (let i = 0; i < out.length; i++) out[i] = values[indices[i] as number] as number;
  return out;
}

/** Equal to within a few roundings of numbers of this size. */
export const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));

/** `count` numbers from `from` to `to`, both included exactly. */
export function spaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    i === count - 1 ? to : i === 0 ? from : from + ((to - from) * i) / (count - 1),
  );
}

/** The same where people read them, who write 0.055 for 0.05499999999999999: a model is asked for the very number that a label says. */
export function places(from: number, to: number, count: number): number[] {
  const step = Math.abs(to - from) / (count - 1);
  return spaced(from, to, count).map((x, i) => (i === 0 || i === count - 1 ? x : tidy(x, step)));
}

/** Without the noise of binary fractions, where that is little beside `step`. */
export function tidy(value: number, step: number): number {
  const read = Number(value.toPrecision(15));
  return Math.abs(read - value) < 1e-3 * step ? read : value;
}
