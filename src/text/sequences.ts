/** More edits than this are not looked for between two common ends: what lies between is then taken to have nothing in common. */
const MOST_EDITS = 1500;

/**
 * Index pairs of a longest common subsequence of two lists, rising in both (E. Myers, "An O(ND) difference algorithm", 1986). Time and
 * memory are bounded: with more than `mostEdits` deletions and insertions only the common beginning and end are paired.
 */
export function commonPairs(
  a: readonly string[],
  b: readonly string[],
  mostEdits: number = MOST_EDITS,
): [number, number][] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const pairs: [number, number][] = [];
  for (let i = 0; i < start; i++) pairs.push([i, i]);
  const inner = myers(a.slice(start, a.length - end), b.slice(start, b.length - end), mostEdits);
  for (const [i, j] of inner) pairs.push([i + start, j + start]);
  for (let i = end; i > 0; i--) pairs.push([a.length - i, b.length - i]);
  return pairs;
}

function myers(a: readonly string[], b: readonly string[], mostEdits: number): [number, number][] {
  const most = Math.min(a.length + b.length, mostEdits);
  /** Furthest x on each diagonal after each number of edits; diagonal k stands at k + d of its row. */
  const rows: Int32Array[] = [];
  for (let d = 0; d <= most; d++) {
    const before = rows[d - 1];
    const row = new Int32Array(2 * d + 1);
    rows.push(row);
    for (let k = -d; k <= d; k += 2) {
      let x = before ? stepTo(before, d - 1, k) : 0;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++;
        y++;
      }
      row[k + d] = x;
      if (x >= a.length && y >= b.length) return walkBack(rows, a.length, b.length);
    }
  }
  return [];
}

/** Whether the furthest way to diagonal k with one more than `d` edits comes down from k + 1; else it comes right from k - 1. */
function comesDown(row: Int32Array, d: number, k: number): boolean {
  return k === -d - 1 || (k !== d + 1 && reached(row, d, k - 1) < reached(row, d, k + 1));
}

const reached = (row: Int32Array, d: number, k: number): number => (Math.abs(k) > d ? -1 : (row[k + d] ?? -1));

function stepTo(row: Int32Array, d: number, k: number): number {
  return comesDown(row, d, k) ? reached(row, d, k + 1) : reached(row, d, k - 1) + 1;
}

function walkBack(rows: readonly Int32Array[], n: number, m: number): [number, number][] {
  const pairs: [number, number][] = [];
  let [x, y] = [n, m];
  for (let d = rows.length - 1; d >= 0; d--) {
    const k = x - y;
    const before = rows[d - 1];
    const from = before ? stepTo(before, d - 1, k) : 0;
    while (x > from) pairs.push([--x, --y]);
    if (!before) break;
    if (comesDown(before, d - 1, k)) y--;
    else x--;
  }
  return pairs.reverse();
}

/** Indices of a longest rising subsequence of distinct numbers; the earliest such by value. */
export function longestRising(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous = new Array<number>(values.length).fill(-1);
  values.forEach((value, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if ((values[tails[mid] ?? 0] ?? 0) < value) low = mid + 1;
      else high = mid;
    }
    previous[i] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = i;
  });
  const found = new Set<number>();
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) found.add(i);
  return found;
}
