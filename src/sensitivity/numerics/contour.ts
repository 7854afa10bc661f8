import { at } from "../cells.js";

/** Points (x, y) in order; a closed line ends where it begins. */
export type Polyline = readonly (readonly [number, number])[];

/**
 * Where values on a grid cross a level, straight between neighbouring places (marching squares). A square with a value that is no number has no
 * line.
 *
 * @param xs places of the columns, @param ys of the rows; @param value by row and column
 * @param above whether a place is on the upper side; of a claim, whether it holds there, which its margin doesn't tell where that is 0
 */
export function contour(
  xs: readonly number[],
  ys: readonly number[],
  value: (row: number, column: number) => number,
  level: number,
  above = (row: number, column: number): boolean => value(row, column) >= level,
): Polyline[] {
  const points = new Map<string, readonly [number, number]>();
  const links = new Map<string, string[]>();
  /** The crossing between two corners, by a name both squares that share the edge know. */
  const crossing = (r1: number, c1: number, r2: number, c2: number): string => {
    const key = `${r1},${c1},${r2},${c2}`;
    if (!points.has(key)) {
      const [a, b] = [value(r1, c1), value(r2, c2)];
      const share = (level - a) / (b - a);
      // Values that lie alike don't say where between the two places the side changes.
      const t = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0.5;
      points.set(key, [mix(at(xs, c1), at(xs, c2), t), mix(at(ys, r1), at(ys, r2), t)]);
    }
    return key;
  };
  const link = (a: string, b: string): void => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const list = links.get(from);
      if (list) list.push(to);
      else links.set(from, [to]);
    }
  };
  for (let r = 0; r + 1 < ys.length; r++)
    for (let c = 0; c + 1 < xs.length; c++) {
      const corners = [value(r, c), value(r, c + 1), value(r + 1, c + 1), value(r + 1, c)];
      if (corners.some(Number.isNaN)) continue;
      const crossings: string[] = [];
      if (above(r, c) !== above(r, c + 1)) crossings.push(crossing(r, c, r, c + 1));
      if (above(r, c + 1) !== above(r + 1, c + 1)) crossings.push(crossing(r, c + 1, r + 1, c + 1));
      if (above(r + 1, c) !== above(r + 1, c + 1)) crossings.push(crossing(r + 1, c, r + 1, c + 1));
      if (above(r, c) !== above(r + 1, c)) crossings.push(crossing(r, c, r + 1, c));
      const [top, right, bottom, left] = crossings;
      if (top === undefined || right === undefined) continue;
      if (bottom === undefined || left === undefined) {
        link(top, right);
        continue;
      }
      // A saddle: the mean of the corners says which two of them are joined.
      const joined = corners.reduce((sum, x) => sum + x, 0) / 4 >= level === above(r, c);
      link(top, joined ? right : left);
      link(bottom, joined ? left : right);
    }
  return chained(points, links);
}

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** Joins links into lines, open ones from their ends first. */
function chained(
  points: ReadonlyMap<string, readonly [number, number]>,
  links: ReadonlyMap<string, readonly string[]>,
): Polyline[] {
  const used = new Set<string>();
  const out: Polyline[] = [];
  const walk = (start: string): void => {
    const line: string[] = [start];
    used.add(start);
    for (let here = start; ; ) {
      const next = links.get(here)?.find((key) => !used.has(key));
      if (next === undefined) {
        if (line.length > 2 && links.get(here)?.includes(start)) line.push(start);
        break;
      }
      used.add(next);
      line.push(next);
      here = next;
    }
    const places = line.map((key) => points.get(key) ?? ([Number.NaN, Number.NaN] as const));
    // A line through a corner of the grid meets two edges there.
    out.push(places.filter(([x, y], i) => i === 0 || x !== places[i - 1]?.[0] || y !== places[i - 1]?.[1]));
  };
  for (const [key, list] of links) if (list.length === 1 && !used.has(key)) walk(key);
  for (const key of links.keys()) if (!used.has(key)) walk(key);
  return out;
}
