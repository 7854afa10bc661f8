/** Lines that went and came, each with its number in the old or new text; what stays is left out. */
export interface LineChange {
  sign: "-" | "+";
  line: number;
  text: string;
}

/** The lines in which two texts differ, by their longest common subsequence. */
export function lineDiff(before: string, after: string): LineChange[] {
  const [a, b] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [m, n] = [a.length - head - tail, b.length - head - tail];
  const common = Array.from({ length: m + 1 }, () => new Uint32Array(n + 1));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = m - 1; i >= 0; i--) {
    const row = common[i];
    for (let j = n - 1; row && j >= 0; j--)
      row[j] = a[head + i] === b[head + j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const out: LineChange[] = [];
  let [i, j] = [0, 0];
  while (i < m || j < n) {
    const [old, now] = [a[head + i] ?? "", b[head + j] ?? ""];
    if (i < m && j < n && old === now) {
      i++;
      j++;
    } else if (i < m && (j === n || at(i + 1, j) >= at(i, j + 1))) {
      i++;
      out.push({ sign: "-", line: head + i, text: old });
    } else {
      j++;
      out.push({ sign: "+", line: head + j, text: now });
    }
  }
  return out;
}
