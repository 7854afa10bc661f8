/** Rows of points as what changes from one to the next: of studies that move one assumption at a time a hundredth of all numbers. */
export interface ChangedRows {
  first: Float64Array;
  /** Indices among the numbers of all rows, rising, and what stands there. */
  at: Uint32Array;
  values: Float64Array;
}

/** Changes are sent as long as they are less than this part of all numbers. */
const WORTH = 1 / 4;

/** Rows of so many numbers as their changes; as they are where most of them change. */
export function changedRows(points: Float64Array, width: number): Float64Array | ChangedRows {
  const most = points.length * WORTH;
  const at: number[] = [];
  for (let index = width; index < points.length; index++) {
    if (Object.is(points[index], points[index - width])) continue;
    if (at.length >= most) return points;
    at.push(index);
  }
  return {
    first: points.subarray(0, width),
    at: Uint32Array.from(at),
    values: Float64Array.from(at, (index) => points[index] ?? Number.NaN),
  };
}

/** Rows of points, and the indices among all their numbers, rising, of those that differ from the row before, where that was told. */
export interface WholeRows {
  points: Float64Array;
  changed?: Uint32Array;
}

/** So many rows again, whichever way they came. */
export function wholeRows(rows: Float64Array | ChangedRows, count: number): WholeRows {
  if (ArrayBuffer.isView(rows)) return { points: rows };
  const { first, at, values } = rows;
  const width = first.length;
  const points = new Float64Array(count * width);
  points.set(first.subarray(0, points.length));
  let next = 0;
  for (let from = width; from < points.length; from += width) {
    points.copyWithin(from, from - width, from);
    for (; next < at.length && (at[next] ?? 0) < from + width; next++)
      points[at[next] ?? 0] = values[next] ?? Number.NaN;
  }
  return { points, changed: at };
}

/** Some columns of a matrix of `count` rows and `width` columns; the matrix itself where they are all. */
export function columnsOf(
  matrix: Float64Array,
  width: number,
  count: number,
  columns: readonly number[],
): Float64Array {
  if (columns.length === width) return matrix;
  const some = new Float64Array(count * columns.length);
  for (const [at, column] of columns.entries())
    for (let row = 0; row < count; row++) some[row * columns.length + at] = matrix[row * width + column] ?? Number.NaN;
  return some;
}

/** Puts what `columnsOf` took into the rows of a matrix from `first` on. */
export function putColumns(
  some: Float64Array,
  matrix: Float64Array,
  width: number,
  first: number,
  columns: readonly number[],
): void {
  if (columns.length === width) {
    matrix.set(some, first * width);
    return;
  }
  const count = columns.length === 0 ? 0 : some.length / columns.length;
  for (const [at, column] of columns.entries())
    for (let row = 0; row < count; row++)
      matrix[(first + row) * width + column] = some[row * columns.length + at] ?? Number.NaN;
}

/** Of some outputs' columns those of claims, as columns of the margins, which only claims have. */
export function marginColumns(outputs: readonly { name?: string }[], columns: readonly number[]): number[] {
  const told = new Set(columns);
  const claims = [...outputs.entries()].filter(([, { name }]) => name === undefined);
  return claims.flatMap(([column], margin) => (told.has(column) ? [margin] : []));
}
