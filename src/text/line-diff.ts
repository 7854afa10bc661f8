import { commonPairs } from "./sequences.js";

/** Lines that went and came, each with its number in the old or new text; what stays is left out. */
export interface LineChange {
  sign: "-" | "+";
  line: number;
  text: string;
}

/** The lines in which two texts differ. */
export function lineDiff(before: string, after: string): LineChange[] {
  const [a, b] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  const out: LineChange[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...commonPairs(a, b), [a.length, b.length] as const]) {
    for (; i < x; i++) out.push({ sign: "-", line: i + 1, text: a[i] ?? "" });
    for (; j < y; j++) out.push({ sign: "+", line: j + 1, text: b[j] ?? "" });
    [i, j] = [x + 1, y + 1];
  }
  return out;
}
