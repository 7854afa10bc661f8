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

/** So many rows again, whichever way they came. */
export function wholeRows(rows: Float64Array | ChangedRows, count: number): Float64Array {
  if (ArrayBuffer.isView(rows)) return rows;
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
  return points;
}
